from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from .editions import current_edition
from .http import is_editor


def site(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs."""
    return {"edition": current_edition(), "section": request.path.split("/")[1], "is_editor": is_editor(request)}
