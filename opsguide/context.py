from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from .editions import current_edition


def site(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs."""
    return {"edition": current_edition(), "section": request.path.split("/")[1]}
