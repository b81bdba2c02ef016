"""Settling a conflict between an editor's words and a newer file, on the entry's own form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html_join

from opsguide.models import Entry
from opsguide.sync import settle, settled

from .boxes import known_entries, label_of
from .examine import Candidate, blocking, examine, in_words
from .origins import standing
from .publishing import fresh

CHOICES = {"here": "Kept what stands here.", "file": "Took what the file says."}


class ConflictAdmin:
    """Mixed into the admin of entries."""

    model: type[Entry]
    admin_site: Any

    def get_urls(self) -> list[Any]:
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}_settle"
        view = self.admin_site.admin_view(self.settle_view)
        return [path("<path:object_id>/settle/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def settle_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if row is None:
            raise Http404(f"no {self.model.type} {object_id}")
        if not self.has_change_permission(request, row):  # type: ignore[attr-defined]
            raise PermissionDenied
        choice = request.POST.get("keep", "")
        if request.method == "POST" and choice in CHOICES:
            self._settle(request, fresh(row), choice)
        return redirect(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]))

    def _settle(self, request: HttpRequest, row: Entry, choice: str) -> None:
        found = standing(row)
        if not found.clash or found.file is None:
            messages.info(request, "There is nothing to settle: entry and file no longer disagree.")
            return
        document = settled(row, found.file, take_file=choice == "file")
        status = document.get("status", "draft")
        wrong = blocking(examine([Candidate(row.type, row.pk, document)], known_entries(request)), status)
        if wrong:
            listed = in_words(wrong, lambda where: label_of(self.model, where))
            text = "Entry and file do not fit together as they are, so nothing was changed. Mend this below, save, and choose again:"
            messages.error(request, format_html_join("", "{}<ul>{}</ul>", [(text, _list(listed))]))
            return
        edition = settle(row=row, file=found.file, document=document, actor=request.user.get_username())
        LogEntry.objects.log_actions(request.user.pk, [row], CHANGE, change_message=f"Conflict: {CHOICES[choice]}")
        out = f" Edition {edition.pk} is out." if edition else ""
        messages.success(request, f"{CHOICES[choice]}{out} The next sync finds no conflict here.")


def _list(items: list[str]) -> str:
    return format_html_join("", "<li>{}</li>", ((item,) for item in items))
