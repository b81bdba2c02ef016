"""Who takes a step: a role the team has, or in words whom to train, hire or borrow. Never out of thin air."""

from __future__ import annotations

from . import words
from .answers import HEADCOUNT
from .catalogue import Catalogue
from .model import Practice, Role
from .plan import Owner
from .profile import Profile


def owner_of(catalogue: Catalogue, profile: Profile, practice: Practice) -> Owner:
    """The first leading role that was counted, else the helping one with most people; without counts, who usually leads."""
    leads = [catalogue.roles[role] for role in practice.leads if role in catalogue.roles]
    helps = [catalogue.roles[role] for role in practice.helps if role in catalogue.roles]
    for role in leads:
        if (count := _count(catalogue, profile, role)) > 0:
            counted = _row(catalogue, role)
            return Owner(counted.id, words.you_have(count, counted.title, role.title))
    for role in sorted(helps, key=lambda role: (-_count(catalogue, profile, role), role.id)):  # an unordered list
        if (count := _count(catalogue, profile, role)) > 0:
            counted = _row(catalogue, role)
            lead = leads[0].title if leads else "nobody"
            return Owner(counted.id, words.you_have_helper(count, counted.title, lead))
    if not leads:
        return Owner(None, words.nobody(["somebody from outside"]))
    unsaid = [role for role in leads if _unsaid(catalogue, profile, role)]
    if unsaid:
        return Owner(unsaid[0].id, words.usually(unsaid[0].title))
    return Owner(None, words.nobody([role.title for role in leads]))


def _row(catalogue: Catalogue, role: Role) -> Role:
    """The role under which somebody is counted in the headcount question."""
    return catalogue.roles.get(role.counted_as or role.id, role)


def _count(catalogue: Catalogue, profile: Profile, role: Role) -> int:
    count = (profile.headcount or {}).get(_row(catalogue, role).id, 0)
    return count if isinstance(count, int) else 0


def _unsaid(catalogue: Catalogue, profile: Profile, role: Role) -> bool:
    """Nobody was counted at all, the row was unsure, or no row counts this role."""
    if profile.headcount is None:
        return True
    row = _row(catalogue, role).id
    question = catalogue.questions.get(HEADCOUNT)
    asked = question is not None and any(r.id == row for r in question.rows)
    return not asked or not isinstance(profile.headcount.get(row, 0), int)
