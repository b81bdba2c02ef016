"""What the change forms and lists of all content types have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, Max, QuerySet, When
from django.db.models.functions import Lower
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.text import capfirst

from opsguide.directory import PLURALS
from opsguide.models import Change, Entry

from .boxes import Boxes, known_entries, label_of
from .conflicts import ConflictAdmin
from .examine import examine, in_words
from .fields import without_invisible
from .filters import OriginFilter, ReviewFilter
from .forms import STATUS_BUTTONS, EntryForm, PartForm, PartFormSet
from .origins import as_file, standing
from .publishing import DONE, candidate_of, fresh, record_save, set_status
from .snapshot import document_of, snapshot

# Headings of the form that all types share, before and after their own.
FIRST = ("What it is called", {"fields": ("title", "id", "summary", "aka")})
TEXT = (
    "Text",
    {
        "fields": ("body",),
        "description": "Markdown with the headings below, in this order. [[practice/version-control]] links a page, [^source-id] cites a source.",
    },
)
TRUST = ("Why a reader may believe it", {"fields": ("sources", ("reviewed_on", "reviewed_by", "review_months"))})
SHELF = ("Links and notes", {"fields": ("see_also", "redirects", "note"), "classes": ("collapse",)})


class PartInline(Boxes, admin.TabularInline):
    """Rows of a child table. Whoever may change the entry may change its parts; they have no rights of their own."""

    form = PartForm
    formset = PartFormSet
    extra = 1
    key = ""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[PartFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.key = self.key
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        names = [f.name for f in self.model._meta.concrete_fields if f.remote_field and f.name != "parent"]
        return super().get_queryset(request).select_related(*names)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_change_permission = has_delete_permission = has_view_permission = has_add_permission


class EntryAdmin(ConflictAdmin, Boxes, admin.ModelAdmin):
    form = EntryForm
    change_form_template = "admin/entry_change_form.html"
    actions = ("publish", "unpublish", "retire")
    search_fields = ("title", "id", "aka", "summary")
    ordering = (Lower("title"), "id")
    list_per_page = 50
    facts: tuple[str, ...] = ()  # columns of this type, between the title and the review
    facets: tuple[str, ...] = ()  # filters of this type
    own: tuple[tuple[str, dict[str, Any]], ...] = ()  # fieldsets of this type
    page_of_its_own = True
    always_published = False  # the method has a place for each of them

    # Lists

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return ("title", "status", *self.facts, "reviewed_on", "origin_state")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return ("status", *self.facets, ReviewFilter, OriginFilter)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        records = known_entries(request).records
        for row in changelist.result_list:
            row.desk_record = records.get((row.type, row.pk))
        return changelist

    @admin.display(description="origin")
    def origin_state(self, row: Entry) -> str:
        return row.desk_record.origin if getattr(row, "desk_record", None) else ""

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Also behind the boxes for relations: names before words that only occur in a summary."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        rank = Case(When(title__istartswith=search_term, then=0), When(title__icontains=search_term, then=1), default=2)
        return (found.order_by(rank, *self.ordering) if search_term else found), doubled

    # Forms

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        snapshot()  # a process's first look takes seconds: better before the transaction, in which all writers wait
        if request.method == "POST":
            request.POST = without_invisible(request.POST)
        return super().changeform_view(request, *args, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[str, dict[str, Any]]]:
        has_text = self.model.type not in _NO_TEXT
        may_write = obj is not None and self.has_change_permission(request, obj)
        first = (FIRST[0], {"fields": (*FIRST[1]["fields"], "seen")}) if may_write else FIRST
        return [first, *self.own, *([TEXT] if has_text else []), self._trust(), SHELF]

    def _trust(self) -> tuple[str, dict[str, Any]]:
        has_sources = any(field.name == "sources" for field in self.model._meta.many_to_many)
        return TRUST if has_sources else (TRUST[0], {"fields": TRUST[1]["fields"][1:]})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("id",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"id": ("title",)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        form.known = known_entries(request)
        form.may_publish = self.has_publish_permission(request)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        if headings := self.model().schema.headings:
            initial.setdefault("body", "\n\n".join(f"## {heading}\n" for heading in headings))
        if hasattr(self.model, "order"):
            initial.setdefault("order", (self.model.objects.aggregate(last=Max("order"))["last"] or 0) + 10)
        return initial

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> tuple[list[Any], list[Any]]:
        formsets, inlines = super()._create_formsets(request, obj, change)
        obj.part_formsets = formsets  # the form checks the entry as a whole, and gets the rows from here
        return formsets, inlines

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """`obj` may carry what was typed and refused; the panels speak of the row as it is saved."""
        row = fresh(obj) if obj else None
        status = row.status if row else "draft"
        may_publish = self.has_publish_permission(request)
        context |= {
            "entry": row,
            "todo": self._missing(request, row) if row and status == "draft" else [],
            "standing": standing(row) if row else None,
            "as_file": as_file(row) if row else "",
            "settle_url": "../settle/" if row and self.has_change_permission(request, row) else "",
            "page_url": self._page_url(row) if row else "",
            "can_publish": may_publish and status != "published",
            "can_unpublish": may_publish and status != "draft" and not self.always_published,
            "can_retire": may_publish and status == "published" and not self.always_published,
            "show_save_and_add_another": False,
            "bodiless": self.model.type in _NO_TEXT,
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _missing(self, request: HttpRequest, row: Entry) -> list[str]:
        findings = examine([candidate_of(row, status="published")], known_entries(request))
        return in_words(findings, lambda where: label_of(self.model, where))

    def _page_url(self, row: Entry) -> str:
        has_page = self.page_of_its_own and row.type in PLURALS
        return row.get_absolute_url() if row.status != "draft" or has_page else ""

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return None  # the form's own template links the page, or its preview

    # Saving

    def save_model(self, request: HttpRequest, obj: Entry, form: EntryForm, change: bool) -> None:
        request.document_before = document_of(fresh(obj)) if change else None
        obj.status = form.target_status
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: EntryForm, formset: PartFormSet, change: bool) -> None:
        formset.save()
        formset.renumber()

    def save_related(
        self, request: HttpRequest, form: EntryForm, formsets: Sequence[PartFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        edition = record_save(row=form.instance, before=request.document_before, actor=request.user.get_username())
        if edition is not None:
            self.message_user(
                request, f"Edition {edition.pk} is out: readers see it with their next click.", messages.SUCCESS
            )
        for warning in form.warnings:
            self.message_user(request, f"Worth mending: {warning.text}.", messages.WARNING)

    def response_add(self, request: HttpRequest, obj: Entry, post_url_continue: str | None = None) -> HttpResponse:
        return super().response_add(self._stay(request), obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Entry) -> HttpResponse:
        return super().response_change(self._stay(request), obj)

    def _stay(self, request: HttpRequest) -> HttpRequest:
        """After publishing, taking back or retiring, the form stays open: its state is what was just changed."""
        if STATUS_BUTTONS.keys() & request.POST.keys():
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return request

    # Rights

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers see is changed by those who may publish; a draft by every editor."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.status == "draft" or self.has_publish_permission(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Addresses are for ever: what was once published is retired, not deleted. Drafts go one by one, not as a list."""
        if obj is None or not super().has_delete_permission(request, obj):
            return False
        return obj.status == "draft" and obj.origin is None and not _was_published(obj)

    # Actions

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_status(request, queryset, "published")

    @admin.action(description="Take back to draft", permissions=["publish"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_status(request, queryset, "draft")

    @admin.action(description="Retire (keep the page, end the advice)", permissions=["publish"])
    def retire(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_status(request, queryset.exclude(status="draft"), "retired")

    def _set_status(self, request: HttpRequest, queryset: QuerySet, status: str) -> None:
        rows = list(queryset.exclude(status=status))
        edition, findings = set_status(rows=rows, status=status, by=request.user, known=known_entries(request))
        if findings and edition is None:
            listed = format_html_join("", "<li>{}: {}</li>", ((finding.entry, finding.text) for finding in findings))
            text = format_html_join("", "Nothing was {}. Mend this first:<ul>{}</ul>", [(DONE[status], listed)])
            self.message_user(request, text, messages.ERROR)
        elif edition is None:
            self.message_user(request, f"Nothing to do: none of these could be {DONE[status]}.", messages.INFO)
        else:
            text = f"{capfirst(DONE[status])}: {', '.join(row.title for row in rows)}. Edition {edition.pk} is out."
            self.message_user(request, text, messages.SUCCESS)


_NO_TEXT = ("source", "question", "rule", "weight")


def _was_published(row: Entry) -> bool:
    return Change.objects.filter(entry_type=row.type, entry_id=row.pk).exists()
