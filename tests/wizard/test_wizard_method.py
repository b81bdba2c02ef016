from __future__ import annotations

import pytest
from walking import HTMX, text_of

from opsguide.models import Practice, Question, Rule, Weight
from wizard.guide import catalogue, draft_catalogue, read_shelf


@pytest.mark.usefixtures("shipped")
class TestMethod:
    def test_every_question_weight_and_rule_stands_on_the_page(self, client):
        body = text_of(client.get("/method/"))
        for model, kind in ((Question, "question"), (Rule, "rule"), (Weight, "weight")):
            for entry_id, title in model.objects.published().values_list("id", "title"):
                assert f'id="{kind}-{entry_id}"' in body, (kind, entry_id, title)

    def test_it_is_public_indexable_and_dated(self, client):
        response = client.get("/method/")
        assert response.status_code == 200
        assert "noindex" not in text_of(response)
        assert "X-Robots-Tag" not in response
        assert f"edition {catalogue().edition} of" in text_of(response)

    def test_conditions_stand_in_words(self, client):
        body = text_of(client.get("/method/"))
        assert "Asked only if:" in body
        assert "At least one of these:" in body
        assert "delivers.models" not in body

    def test_rules_name_their_sources(self, client):
        rule = Rule.objects.published().filter(sources__isnull=False).first()
        source = rule.sources.first()
        assert f'href="/sources/#{source.pk}"' in text_of(client.get("/method/"))

    def test_the_policy_for_tools_is_told_with_its_numbers(self, client):
        body = text_of(client.get("/method/"))
        assert "How tools are listed" in body
        assert "The tools of this edition by life sign" in body


@pytest.mark.usefixtures("shipped")
class TestRulesForEditors:
    def test_only_staff_may_see_them(self, client, django_user_model):
        pat = django_user_model.objects.create_user("pat", password="pat-pat-pat")
        assert client.get("/editors/rules/").status_code == 302
        client.force_login(pat, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/editors/rules/").status_code == 302

    def test_they_draw_the_graph_and_list_it_beside(self, admin_client):
        response = admin_client.get("/editors/rules/")
        body = text_of(response)
        assert '<svg class="drawing graph"' in body
        assert len(response.context["practices"]) == Practice.objects.published().count()
        assert "The flow of questions" in body
        assert "Practices that nothing recommends" in body
        assert "Rules that cannot fire" in body

    def test_answers_can_be_tried(self, admin_client):
        response = admin_client.post(
            "/editors/rules/", {"answers": "delivers: [data]\npains: [pipelines-fail-at-night]\nshoe-size: 43"}
        )
        body = text_of(response)
        assert response.status_code == 200
        assert "Start here" in body
        assert "There is no question “shoe-size”" in body

    def test_htmx_gets_the_result_alone(self, admin_client):
        response = admin_client.post("/editors/rules/", {"answers": '{"delivers": ["data"]}'}, headers=HTMX)
        assert text_of(response).strip().startswith('<div id="tried"')

    @pytest.mark.parametrize(
        "answers",
        ["a: [b", "- 1\n- 2", "x" * 400_000, "a: &a [*a]", "just words", "{[}", "!!python/object:os.system x"],
    )
    def test_answers_that_cannot_be_read_are_said_in_words(self, admin_client, answers):
        response = admin_client.post("/editors/rules/", {"answers": answers})
        assert response.status_code == 422
        assert 'role="alert"' in text_of(response)


def test_the_guide_is_read_in_a_number_of_queries_that_content_does_not_change(guide, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        read_shelf()


def test_an_invalid_draft_is_named_and_breaks_nothing(guide, admin_client):
    Rule.objects.create(
        id="half-a-rule", title="Half a rule", summary="Only begun.", when={"all": ["delivers"]}, then=[]
    )
    Rule.objects.create(
        id="odd-atom",
        title="An odd atom",
        summary="Its condition is not written like one.",
        when={"all": ["delivers"]},
        then=[{"say": "advice", "because": "It does not matter here."}],
    )
    built, unreadable = draft_catalogue()
    assert set(unreadable) == {"rule/half-a-rule", "rule/odd-atom"}
    assert "half-a-rule" not in built.rules
    assert "rule/half-a-rule" in text_of(admin_client.get("/editors/rules/"))


def test_an_invalid_published_row_is_left_out_and_logged(guide, client, caplog):
    Weight.objects.filter(pk="foundation").update(summary="x")
    Rule.objects.filter(pk=Rule.objects.published().first().pk).update(then=[])
    assert client.get("/wizard/").status_code == 503
    Weight.objects.filter(pk="foundation").update(summary="Long enough again for the schema.")
    from opsguide.editions import clear_caches

    clear_caches()
    assert client.get("/wizard/").status_code == 200
    assert "cannot be read" in caplog.text


def test_before_the_first_sync_the_wizard_says_that_it_is_being_set_up(db, client):
    Weight.objects.all().delete()
    for path in ("/wizard/", "/method/"):
        response = client.get(path)
        assert response.status_code == 503
        assert "being set up" in text_of(response)


def test_drafts_count_for_editors_and_for_nobody_else(guide):
    Practice.objects.filter(pk="version-control").update(status="draft")
    assert "version-control" not in catalogue().practices
    assert "version-control" in draft_catalogue()[0].practices


@pytest.mark.usefixtures("shipped")
def test_the_rules_of_drafts_are_read_again_only_after_a_save(django_assert_max_num_queries):
    draft_catalogue()
    with django_assert_max_num_queries(12):
        before, _ = draft_catalogue()
    rule = Rule.objects.get(pk="hosting-closed-network")
    rule.title = "A closed network, said otherwise"
    rule.save()
    after, _ = draft_catalogue()
    assert before is not after
    assert draft_catalogue()[0] is after
