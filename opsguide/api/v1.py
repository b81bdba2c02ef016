"""`api`: the whole of /api/v1/. The wizard's part is joined in urls.py, since the guide does not know the wizard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from . import entries, finding, openapi
from .answers import SCHEMA_VERSION, Problem, problem, problem_raised

DESCRIPTION = """\
Everything in the guide as data, and the wizard's advice as a function: answers in, plan out.

No key, no account, no cookies; call it from anywhere. Nothing is written. What may change and what may not is
promised in docs/api.md of the project. Lists are paged with `limit` and `offset`; `next` has the address of the next page.
Filters with a value the guide does not know are ignored and named in `ignored`."""

api = NinjaAPI(
    title="OpsGuide",
    version=SCHEMA_VERSION,
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,  # a reading room for the document would need scripts the strict policy forbids
    openapi_url=None,
    openapi_extra={"info": {"license": {"name": "MIT", "identifier": "MIT"}}},
)
api.add_exception_handler(Problem, problem_raised)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, raised: ValidationError) -> HttpResponse:
    errors = [{"parameter": str(error["loc"][-1])[:60], "problem": str(error["msg"])} for error in raised.errors]
    first = errors[0]
    return problem(
        422,
        f"{first['parameter']}: {first['problem']}.",
        "/api/v1/openapi.json says what each parameter takes.",
        errors=errors,
    )


for _part in (openapi, finding, entries):
    api.add_router("", _part.router)
