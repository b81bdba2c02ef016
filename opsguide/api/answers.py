"""The outer form of every answer of the API: the envelope of what was found, and the problem of what was not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from opsguide.editions import current_edition

SCHEMA_VERSION = "1.0"  # docs/api.md has the change log; the first number never changes below /api/v1/


class Problem(Exception):
    """Something the caller can mend: what is wrong, and what to do."""

    def __init__(self, status: int, detail: str, hint: str, **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.hint, self.more = status, detail, hint, more


def problem(status: int, detail: str, hint: str, **more: Any) -> JsonResponse:
    return JsonResponse({"detail": detail, "hint": hint, **more}, status=status)


def problem_raised(request: HttpRequest, raised: Problem) -> JsonResponse:
    return problem(raised.status, raised.detail, raised.hint, **raised.more)


def frame() -> dict[str, Any]:
    """What tells one answer from a later one."""
    return {
        "schema_version": SCHEMA_VERSION,
        "edition": current_edition(),
        "generated_at": timezone.now().isoformat(timespec="seconds"),
    }


def answer(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse({**frame(), **content})


def root_of(request: HttpRequest) -> str:
    """Scheme and host, as the caller wrote them: every address in an answer is absolute."""
    return request.build_absolute_uri("/").rstrip("/")
