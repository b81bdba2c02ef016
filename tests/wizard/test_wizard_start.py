from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from walking import started, text_of

from wizard.models import Assessment

pytestmark = pytest.mark.usefixtures("shipped")


def test_the_door_offers_a_quick_and_a_full_way(client):
    page = text_of(client.get("/wizard/"))
    assert 'value="quick"' in page
    assert 'value="full"' in page
    assert Assessment.objects.count() == 0


def test_starting_leads_to_the_first_question_under_an_unguessable_link(client):
    response = client.post("/wizard/", {"mode": "quick"})
    assessment = Assessment.objects.get()
    assert response.url == f"/wizard/{assessment.token}/delivers/"
    assert len(assessment.token) >= 22
    assert assessment.token != assessment.read_token


def test_the_way_that_was_chosen_is_remembered(client):
    assert started(client, "full").mode == "full"


def test_an_unknown_way_is_refused_in_words(client):
    response = client.post("/wizard/", {"mode": "sideways"})
    assert response.status_code == 422
    assert "Choose one of the two ways" in text_of(response)
    assert Assessment.objects.count() == 0


def test_one_address_may_start_only_so_often(client, settings):
    settings.ASSESSMENT_STARTS_PER_HOUR = 2
    started(client)
    started(client)
    response = client.post("/wizard/", {"mode": "quick"})
    assert response.status_code == 429
    assert "many starts" in text_of(response)
    assert Assessment.objects.count() == 2


def test_another_address_is_not_held_up_by_the_first(client, settings):
    settings.ASSESSMENT_STARTS_PER_HOUR = 1
    started(client)
    response = client.post("/wizard/", {"mode": "quick"}, REMOTE_ADDR="192.0.2.7")
    assert response.status_code == 302


def test_starts_of_more_than_an_hour_ago_do_not_count(client, settings):
    settings.ASSESSMENT_STARTS_PER_HOUR = 1
    first = started(client)
    Assessment.objects.filter(pk=first.pk).update(started_at=timezone.now() - timedelta(minutes=61))
    assert client.post("/wizard/", {"mode": "quick"}).status_code == 302


def test_no_address_is_stored(client):
    client.post("/wizard/", {"mode": "quick"}, REMOTE_ADDR="192.0.2.7")
    assert "192.0.2.7" not in str(Assessment.objects.values().get())


def test_expired_assessments_are_swept_out_at_a_start(client):
    old = started(client)
    Assessment.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(days=1))
    started(client)
    assert not Assessment.objects.filter(pk=old.pk).exists()


def test_a_form_without_its_csrf_token_gets_a_page_that_says_what_to_do(client):
    client.handler.enforce_csrf_checks = True
    response = client.post("/wizard/", {"mode": "quick"})
    assert response.status_code == 403
    assert "stale" in text_of(response)


def test_a_body_of_ten_megabytes_is_refused_in_words(client):
    response = client.post("/wizard/", {"mode": "x" * 10_000_000})
    assert response.status_code == 413
    assert "too much" in text_of(response)


def test_the_address_without_a_question_leads_to_where_one_left_off(client):
    assessment = started(client)
    client.post(f"/wizard/{assessment.token}/delivers/", {"skip": "1"})
    response = client.get(f"/wizard/{assessment.token}/")
    assert response.url.endswith("/headcount/")
