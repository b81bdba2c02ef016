"""A reader's report: the form, the guards against machines and floods, and the row it becomes.

No account and no puzzle. Three guards, each of which keeps what was entered and says what to do: a field that people
do not see, a signed note of when the form was made, and a few reports an hour for one address.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Report

QUICKEST = 3  # seconds; nobody says what is wrong in less
STALE = dt.timedelta(hours=12)
MOST_AN_HOUR = 5
HOUR = dt.timedelta(hours=1)
TRAP = "website"  # a name that form-filling machines like

_signer = TimestampSigner(salt="opsguide.report")


class ReportForm(forms.Form):
    page = forms.CharField(max_length=300, error_messages={"required": "Say which page, by its address or its title."})
    what = forms.CharField(max_length=2000, error_messages={"required": "Say what is wrong."})
    source = forms.CharField(max_length=400, required=False)
    contact = forms.CharField(max_length=200, required=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a complete report is not taken just now, in words for the person who may have written it."""

    status: int
    text: str
    retry_after: int = 0


def readable(data: QueryDict) -> QueryDict:
    """What was sent, without the NUL characters that no database and no reader can use."""
    data = data.copy()
    for name in data:
        data.setlist(name, [value.replace("\x00", "") for value in data.getlist(name)])
    return data


def new_stamp() -> str:
    return _signer.sign("report")


def stamp_to_show(stamp: str) -> str:
    """The same stamp again while it is good, so that a second try is not too quick as well."""
    try:
        _signer.unsign(stamp, max_age=STALE)
    except BadSignature:
        return new_stamp()
    return stamp


def guard(data: QueryDict) -> Refusal | None:
    """Refuse what no person at this form would send."""
    if data.get(TRAP):
        return Refusal(
            422,
            "A field that people do not see was filled in, perhaps by your browser. It is empty again: please send once more.",
        )
    try:
        _signer.unsign(data.get("made", ""), max_age=STALE)
    except SignatureExpired:
        return Refusal(
            422, "This form was open for a long time. Nothing is lost: please look it over and send it again."
        )
    except BadSignature:
        return Refusal(422, "Something was missing from the form. Nothing is lost: please send it again.")
    try:
        _signer.unsign(data["made"], max_age=QUICKEST)
    except SignatureExpired:
        return None
    return Refusal(422, "That was quicker than anybody types, so we ask: is it as you want it? Then send it once more.")


@transaction.atomic
def take_report(*, form: ReportForm, sender: str) -> Report | Refusal:
    """Save a valid report, unless this sender has had this hour's share."""
    recent = Report.objects.filter(sender=sender, made_at__gt=timezone.now() - HOUR).order_by("-made_at")
    times = list(recent.values_list("made_at", flat=True)[:MOST_AN_HOUR])
    if len(times) == MOST_AN_HOUR:
        wait = times[-1] + HOUR - timezone.now()
        minutes = max(1, round(wait.total_seconds() / 60))
        text = (
            f"Thank you: {MOST_AN_HOUR} reports came from your address within an hour, and that is as many as we take. "
            f"Yours stays below; send it again in {minutes} minute{'s' * (minutes != 1)}."
        )
        return Refusal(429, text, retry_after=minutes * 60)
    return Report.objects.create(**form.cleaned_data, sender=sender)


def sender_of(request: HttpRequest) -> str:
    """A salted hash of the address: enough to count by, and nothing to look anybody up with."""
    return salted_hmac("opsguide.report.sender", _network(_address(request)), algorithm="sha256").hexdigest()


def _address(request: HttpRequest) -> str:
    """Behind a proxy that the operator trusts, the last hop it added; whatever a visitor sends before that is his word."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    """One home has one IPv4 address, and a whole /64 of IPv6 ones."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)
