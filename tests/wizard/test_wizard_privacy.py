from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from walking import planned, started, text_of

from wizard.models import Assessment

pytestmark = pytest.mark.usefixtures("shipped")

PAGES = (
    "/wizard/{token}/delivers/",
    "/wizard/{token}/check/",
    "/wizard/{token}/delete/",
    "/plan/{token}/",
    "/plan/{read}/",
    "/plan/{token}.json",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_behind_a_link_stay_out_of_caches_indexes_and_referrers(client, path):
    assessment = planned(client)
    response = client.get(path.format(token=assessment.token, read=assessment.read_token))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "ETag" not in response


def test_a_readers_page_sends_no_referrer_at_all(client):
    assessment = planned(client)
    assert client.get(f"/plan/{assessment.read_token}/")["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", PAGES[:5])
def test_pages_behind_a_link_say_noindex_in_the_page_too(client, path):
    assessment = planned(client)
    body = text_of(client.get(path.format(token=assessment.token, read=assessment.read_token)))
    assert '<meta name="robots" content="noindex' in body


@pytest.mark.parametrize("token", ["nonsense", "' OR 1=1 --", "x" * 500, "%F0%9F%90%99", "null"])
@pytest.mark.parametrize(
    "path", ["/wizard/{}/", "/wizard/{}/check/", "/wizard/{}/delivers/", "/plan/{}/", "/plan/{}.json"]
)
def test_an_unknown_link_gets_a_page_that_says_it_may_have_expired(client, path, token):
    response = client.get(path.format(token))
    assert response.status_code == 404
    if "." not in path:
        assert "may have expired" in text_of(response)


def test_an_expired_link_opens_nothing(client):
    assessment = planned(client)
    Assessment.objects.filter(pk=assessment.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/plan/{assessment.token}/").status_code == 404
    assert client.get(f"/wizard/{assessment.token}/check/").status_code == 404


def test_each_answer_puts_the_expiry_off(client):
    assessment = started(client)
    soon = timezone.now() + timedelta(days=2)
    Assessment.objects.filter(pk=assessment.pk).update(expires_at=soon)
    client.post(f"/wizard/{assessment.token}/delivers/", {"delivers": "data"})
    assessment.refresh_from_db()
    assert assessment.expires_at > soon + timedelta(days=100)


def test_deleting_asks_first_and_then_leaves_nothing(client):
    assessment = planned(client)
    assert "Delete your answers?" in text_of(client.get(f"/wizard/{assessment.token}/delete/"))
    assert Assessment.objects.filter(pk=assessment.pk).exists()
    response = client.post(f"/wizard/{assessment.token}/delete/", follow=True)
    assert "are deleted" in text_of(response)
    assert not Assessment.objects.filter(pk=assessment.pk).exists()
    assert client.get(f"/plan/{assessment.read_token}/").status_code == 404


def test_forms_still_work_in_a_browser_that_names_its_origin(client):
    """`no-referrer` would make browsers send `Origin: null`, which the CSRF check refuses; so the forms' pages do not say it."""
    assessment = started(client)
    client.handler.enforce_csrf_checks = True
    page = client.get(f"/wizard/{assessment.token}/delivers/")
    form = {"delivers": "data", "csrfmiddlewaretoken": page.context["csrf_token"]}
    response = client.post(f"/wizard/{assessment.token}/delivers/", form, headers={"Origin": "http://testserver"})
    assert response.status_code == 302
    assert page["Referrer-Policy"] == "same-origin"


def test_the_admin_shows_that_assessments_exist_and_no_link_in_full(admin_client, client):
    assessment = planned(client)
    listing = text_of(admin_client.get("/admin/wizard/assessment/"))
    detail = text_of(admin_client.get(f"/admin/wizard/assessment/{assessment.pk}/change/"))
    for body in (listing, detail):
        assert assessment.token not in body
        assert assessment.read_token not in body
    assert assessment.token[:4] in listing
    assert admin_client.get("/admin/wizard/assessment/add/").status_code == 403
