"""The two groups of the desk, made and completed after every migration.

Rights are only ever added: an operator who wants another division of labour makes groups of their own.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


def make_groups(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from django.contrib.auth.models import Group, Permission

    from opsguide.models import ENTRY_MODELS

    rights = Permission.objects.using(using).filter(content_type__app_label=sender.label)
    found = {right.codename: right for right in rights}
    edit = [f"{verb}_{name}" for name in ENTRY_MODELS for verb in ("view", "add", "change")]
    edit += ["view_report", "change_report", "view_change", "view_edition"]
    publish = [f"publish_{name}" for name in ENTRY_MODELS]
    for title, codenames in (("Editors", edit), ("Publishers", edit + publish)):
        group, _ = Group.objects.using(using).get_or_create(name=title)
        group.permissions.add(*(found[codename] for codename in codenames if codename in found))
