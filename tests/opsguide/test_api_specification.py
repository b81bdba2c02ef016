"""The OpenAPI document is complete, and the API does what it says: thousands of generated requests, the same each time."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as calmly
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from opsguide.api import words
from opsguide.api.entries import TYPES
from opsguide.library import schema as content_schema
from opsguide.wsgi import application

pytestmark = pytest.mark.django_db
CALM = calmly(
    max_examples=5,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


_made: dict = {}


@pytest.fixture
def document(client):
    """Made once: it reads the whole guide for its examples, and no test here changes the guide."""
    if not _made:
        _made.update(client.get("/api/v1/openapi.json").json())
    return _made


def test_every_operation_has_a_summary_a_description_and_described_parameters(document):
    for path, methods in document["paths"].items():
        assert set(methods) <= {"get", "post"}
        for operation in methods.values():
            assert operation["summary"], path
            assert operation["description"], path
            for parameter in operation["parameters"]:
                assert parameter["description"], (path, parameter["name"])
                assert "examples" not in parameter  # a map in OpenAPI, a list in JSON Schema: `example` is both


def test_every_successful_answer_has_a_schema_and_entries_have_real_examples(document):
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["responses"]["200"]["content"]["application/json"]["schema"], path
    for kind in TYPES:
        one = document["paths"][f"/api/v1/{kind}/{{entry_id}}/"]["get"]
        assert one["responses"]["200"]["content"]["application/json"]["example"]["type"] == kind
    plan = document["paths"]["/api/v1/plans"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    assert plan["steps"]
    assert not plan["ignored"]  # the example asks nothing that the guide does not know


def test_the_written_promises_name_every_address_and_the_version_that_is_served(document):
    text = (settings.BASE_DIR / "docs" / "api.md").read_text()
    for path in document["paths"]:
        general = re.sub(rf"/({'|'.join(TYPES)})/", "/<type>/", path).replace("{entry_id}", "<id>")
        assert f" {general}" in text, general
    assert f"| {document['info']['version']} |" in text
    assert all(f"`{kind}`" in text for kind in TYPES)


def test_every_key_of_every_type_is_explained():
    keys = {key for kind in TYPES for key in content_schema.TYPES[kind].model_fields} - {"note", "url"}
    assert not keys - set(words.KEYS)
    assert not set(words.KEYS) - keys - {"address"}


def test_operation_ids_are_unique_and_every_reference_leads_somewhere(document):
    ids = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids))
    found = set()

    def walk(part):
        if isinstance(part, dict):
            found.add(part.get("$ref", ""))
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(document)
    names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert {ref for ref in found if isinstance(ref, str) and ref} <= names


def test_keys_may_be_added_later(document):
    assert 'additionalProperties": false' not in str(document["components"]["schemas"]["Tool"])


@pytest.fixture
def kept_connection():
    """A request's end would close the connection the test's own transaction lives on, as Django's test client knows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.whole_guide
def test_the_api_keeps_to_its_specification_whatever_is_sent(document, kept_connection):
    described = schemathesis.openapi.from_dict(document)
    described.app = application
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    for result in described.get_all_operations():
        operation = result.ok()

        @CALM
        @given(case=operation.as_strategy())
        def conforms(case):
            case.call_and_validate(
                checks=checks, headers={"Accept-Encoding": "identity"}
            )  # its WSGI client unpacks nothing

        conforms()


@CALM
@given(
    path=st.sampled_from(["tool/", "practice/", "term/", "search", "tool/dvc/", "questions", ""]),
    query=st.dictionaries(
        st.sampled_from(["q", "limit", "offset", "licence", "discipline", "practice", "page", "ü", ""]),
        st.lists(st.text(max_size=40) | st.integers().map(str), max_size=3),
        max_size=4,
    ),
)
def test_absurd_queries_are_answered_or_refused_and_never_break(client, path, query):
    address = f"/api/v1/{path}?{urlencode(query, doseq=True, errors='replace')}"
    assert client.get(address).status_code in (200, 301, 400, 422)


@CALM
@given(entry_id=st.text(min_size=1, max_size=80))
def test_absurd_ids_are_not_found(client, entry_id):
    from urllib.parse import quote

    response = client.get(f"/api/v1/tool/{quote(entry_id, safe='', errors='replace')}/")
    assert response.status_code in (301, 400, 404)


@CALM
@given(text=st.text(max_size=300))
def test_search_takes_any_text_a_person_or_a_cat_may_type(client, text):
    for path in ("/api/v1/search", "/search/"):
        response = client.get(f"{path}?{urlencode({'q': text}, errors='replace')}")
        assert response.status_code == (400 if "\x00" in text else 200)
