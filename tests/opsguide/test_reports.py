"""Something wrong here? A reader's report, without an account and without JavaScript, guarded but kind."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsguide import reporting
from opsguide.models import Report

pytestmark = pytest.mark.django_db


def stamp(age=60.0):
    """The stamp of a form that was opened `age` seconds ago."""
    with pytest.MonkeyPatch.context() as patch:
        now = time.time()
        patch.setattr("django.core.signing.time.time", lambda: now - age)
        return reporting.new_stamp()


def filled(**changes):
    data = {
        "page": "/tools/dvc/",
        "what": "The licence changed.",
        "source": "https://dvc.org",
        "contact": "",
        "website": "",
    }
    return {**data, "made": stamp(), **changes}


def send(client, *, address="192.0.2.7", **changes):
    return client.post("/report/", filled(**changes), REMOTE_ADDR=address)


def test_the_form_knows_the_page_it_was_opened_from_and_is_not_indexed(client):
    response = client.get("/report/?page=/tools/dvc/")
    html = response.content.decode()
    assert 'value="/tools/dvc/"' in html
    assert 'content="noindex"' in html
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_a_report_from_a_plain_browser_lands_in_the_queue(client):
    browser = Client(enforce_csrf_checks=True)
    html = browser.get("/report/?page=/tools/dvc/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
    response = browser.post("/report/", {**filled(contact="pat@example.org"), "csrfmiddlewaretoken": token})
    assert response.status_code == 302
    assert "Thank you" in browser.get(response["Location"]).content.decode()
    report = Report.objects.get()
    assert (report.page, report.what, report.source, report.contact, report.handled) == (
        "/tools/dvc/",
        "The licence changed.",
        "https://dvc.org",
        "pat@example.org",
        False,
    )


def test_the_senders_address_is_kept_as_a_salted_hash_only(client, settings):
    send(client, address="192.0.2.7")
    sender = Report.objects.get().sender
    assert re.fullmatch(r"[0-9a-f]{64}", sender)
    settings.SECRET_KEY = "another"
    send(client, address="192.0.2.7")
    assert Report.objects.filter(sender=sender).count() == 1


@pytest.mark.parametrize("missing", ["page", "what"])
def test_what_is_missing_is_named_and_the_rest_is_kept(client, missing):
    response = send(client, **{missing: " ", "source": "A book, page 7"})
    html = response.content.decode()
    assert response.status_code == 422
    assert f'href="#report-{missing}"' in html
    assert "A book, page 7" in html
    assert not Report.objects.exists()


def test_the_field_for_machines_must_stay_empty_and_is_hidden_by_a_class(client):
    response = send(client, website="https://spam.example")
    html = response.content.decode()
    assert response.status_code == 422
    assert "The licence changed." in html
    assert "spam.example" not in html
    assert '<div class="leave-empty">' in html
    assert not Report.objects.exists()


def test_a_form_sent_at_once_is_asked_to_be_looked_at_and_passes_the_second_time(client):
    made = stamp(age=0.5)
    response = send(client, made=made)
    html = response.content.decode()
    assert response.status_code == 422
    assert "quicker than anybody types" in html
    assert "The licence changed." in html
    kept = re.search(r'name="made" value="([^"]+)"', html)[1]
    assert kept == made
    with pytest.MonkeyPatch.context() as patch:
        later = time.time() + reporting.QUICKEST
        patch.setattr("django.core.signing.time.time", lambda: later)
        assert send(client, made=kept).status_code == 302


@pytest.mark.parametrize(
    "made",
    [
        "",
        "nonsense",
        "report:1:2",
        "\x00",
        "report:zzzzzzzzzzzzzzzzzzzz:x",
        "é" * 400,
        pytest.param(stamp(60) + "x", id="tampered"),
    ],
)
def test_a_stamp_that_is_not_ours_gets_a_new_one_and_keeps_what_was_entered(client, made):
    response = send(client, made=made)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Nothing is lost" in html
    assert "The licence changed." in html
    assert re.search(r'name="made" value="report:', html)


def test_a_form_left_open_for_days_is_sent_with_one_more_click(client):
    response = send(client, made=stamp(age=3 * 86_400))
    assert response.status_code == 422
    assert "open for a long time" in response.content.decode()


def test_an_address_has_five_reports_an_hour_and_is_told_when_to_come_back(client):
    for _ in range(5):
        assert send(client).status_code == 302
    response = send(client, what="The sixth thing.")
    html = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "The sixth thing." in html
    assert "minutes" in html
    assert send(client, address="192.0.2.8").status_code == 302
    Report.objects.update(made_at=Report.objects.first().made_at - dt.timedelta(hours=1))
    assert send(client).status_code == 302


def test_one_household_counts_as_one_sender_also_over_ipv6(client):
    for n in range(5):
        assert send(client, address=f"2001:db8:1:2::{n}").status_code == 302
    assert send(client, address="2001:db8:1:2:ffff::1").status_code == 429
    assert send(client, address="2001:db8:1:3::1").status_code == 302


def test_behind_a_trusted_proxy_the_address_it_added_counts_and_no_invented_one(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for n in range(5):
        assert (
            client.post("/report/", filled(), headers={"x-forwarded-for": f"10.9.8.{n}, 198.51.100.4"}).status_code
            == 302
        )
    assert client.post("/report/", filled(), headers={"x-forwarded-for": "10.0.0.1, 198.51.100.4"}).status_code == 429
    assert client.post("/report/", filled(), headers={"x-forwarded-for": "198.51.100.5"}).status_code == 302


def test_without_a_trusted_proxy_nobody_chooses_an_address(client):
    for n in range(5):
        client.post("/report/", filled(), headers={"x-forwarded-for": f"10.0.0.{n}"})
    assert client.post("/report/", filled(), headers={"x-forwarded-for": "10.0.0.9"}).status_code == 429


def test_five_thousand_characters_are_refused_and_kept(client):
    response = send(client, what="long " * 1000)
    assert response.status_code == 422
    assert "long " * 999 in response.content.decode()
    assert "2000" in response.content.decode()


def test_markup_in_a_report_stays_text(client):
    html = send(client, what="", page="<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "page", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "x" * 5000, ""]
)
def test_the_way_back_never_leads_elsewhere(client, page):
    for path in ("/report/thanks/", "/report/"):
        html = client.get(path, {"page": page}).content.decode()
        assert "evil.example" not in re.sub(r"(?s)<head>.*</head>", "", html)
        assert "javascript:" not in html


def test_no_report_link_carries_the_key_of_a_plan(client):
    response = client.get("/wizard/")
    assert "/report/?page" not in response.content.decode()
    assert "/report/?page=%2Ftools%2F" in client.get("/tools/").content.decode()


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.dictionaries(
        st.sampled_from(["page", "what", "source", "contact", "website", "made", "csrfmiddlewaretoken", "ü"]),
        st.text(max_size=120) | st.just("x" * 5000) | st.just("\x00"),
    )
)
def test_absurd_input_is_taken_or_refused_and_never_breaks(client, data):
    clean = {key: value.encode("utf-8", "replace").decode() for key, value in data.items()}
    assert client.post("/report/", clean).status_code in (302, 422, 429)
    assert client.post("/report/", {**clean, "made": stamp(), "website": ""}).status_code in (302, 422, 429)
