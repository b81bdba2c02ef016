"""Search over everything: a tantivy index in memory, built by each process once per edition.

Three things decide a hit's place. Its text: each word of the query is looked for in names, summary and text, with
its synonyms and, if nobody writes it like that, its nearest spellings; words that stand together weigh more. Its
names: a part of the query that is a title, an alias or an abbreviation of it. And what the query sounds like: a
complaint finds pains first, a question for alternatives finds tools.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from urllib.parse import urlencode

import tantivy

from .directory import PLURALS, TYPE_PLURALS, Card
from .models import Fit
from .search_index import ABBREVIATED, Index, index
from .wishes import Wishes, wishes_in
from .wording import NEIGHBOURS, STOP, content_words, distance, doers, fold, joined, key, listed, words_of

LIMIT = 60
LONGEST = 200  # characters of a query that are read
MOST_WORDS = 12
MOST_BEGINNINGS = 200
# A practice explains a tool; a tool's page should not outrank the idea behind it unless its name was typed.
TYPE_BOOST = {
    "discipline": 1.5,
    "principle": 1.25,
    "practice": 1.3,
    "term": 1.2,
    "pain": 1.15,
    "stage": 1.0,
    "role": 1.0,
    "tool": 1.0,
    "source": 0.35,
}
# A complaint is about oneself, or a sentence that is no question.
COMPLAINT = listed("we our us my nobody noone nothing cannot cant always never keep keeps too not again")
VERBS = listed("am are is was were be been has have had does did goes went got comes takes")
TROUBLE = listed(
    "break breaks broke broken bad crash crashed down expensive fail fails failed failing late lost missing scary "
    "slow stuck wrong "
)
QUESTION = listed("what whats how why when where which is are do does can could should would difference")
COMPLAINT_BOOST = 1.35
TOOL_BOOST = 1.4
SYNONYM = 0.4
DOER = 0.6

SEVERAL = 1.0
NAMED = 1.6  # times the best text's score, for a query that is nothing but a name
NAMED_SHARE = 2.0  # and this much less when the name is only a part of it
PAST = 0.6  # for what has ended, unless it is called by name
WEAK = 0.1  # of the best text's score: what has less shares a common word with the query and no more
MEETS = 1.4  # times the score of a tool that is as wished, and as much less for one that is not
OTHERS = 2.0  # times that in addition, for an alternative that is made for all that the named tool is
FITTING = {"first": 0.4, "main": 0.3, "also": 0.0}  # of the best score, for a tool of the practice tools are asked for
FIELD_BOOST = (("title", 3.5), ("aka", 3.5), ("summary", 2.0), ("text", 1.5))


@dataclass(frozen=True, slots=True)
class Hit:
    card: Card
    score: float
    via: str  # the alias or old name that was matched, when the title was not


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The list of tools that a query describes: a purpose, and what is wished of them."""

    practice: Card | None  # for anything, if there is none
    chosen: dict[str, str]
    labels: list[str]
    count: int

    @property
    def address(self) -> str:
        practice = {"practice": self.practice.id} if self.practice else {}
        return f"/tools/?{urlencode({**practice, **self.chosen})}"


@dataclass(frozen=True, slots=True)
class Found:
    query: str
    hits: list[Hit]
    suggestion: str
    words: list[str] = field(default_factory=list)  # to mark in what is shown
    named: list[Card] = field(default_factory=list)  # the entries the query calls by name
    shortlist: Shortlist | None = None

    @property
    def more(self) -> bool:
        return len(self.hits) == LIMIT

    @property
    def groups(self) -> list[tuple[str, list[Hit]]]:
        """Hits by type, the types in the order of their best hit."""
        groups: dict[str, list[Hit]] = {}
        for hit in self.hits:
            groups.setdefault(hit.card.type, []).append(hit)
        return [(TYPE_PLURALS[kind], hits) for kind, hits in groups.items()]

    @property
    def side_by_side(self) -> tuple[str, list[Card]] | None:
        """The comparison to offer when the query names several disciplines, or several tools."""
        for kind, letter in (("discipline", "d"), ("tool", "t")):
            cards = [card for card in self.named if card.type == kind][:4]
            if len(cards) > 1:
                return f"/{PLURALS[kind]}/compare/?{urlencode([(letter, card.id) for card in cards])}", cards
        return None


def tidy(text: str) -> str:
    """What is shown of a query: one line of printable characters, no longer than what is read."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 5 * LONGEST]).split())[:LONGEST]


def search(text: str, limit: int = LIMIT) -> Found:
    """The best `limit` hits for any text a person may type; an empty result for nothing searchable."""
    words = words_of(text[:LONGEST])[: 2 * MOST_WORDS]
    if not words:
        return Found(text, [], "")
    return _Search(index(), words).found(text, limit)


def named(text: str, kind: str) -> Card | None:
    """The entry of this type that is called just so: by title, alias or old name, however it is spelt."""
    idx = index()
    owners = idx.names.get(joined(words_of(text[:LONGEST])), {})
    fitting = [(weight, n) for n, weight in owners.items() if weight > ABBREVIATED and idx.cards[n].type == kind]
    return idx.cards[max(fitting)[1]] if fitting else None


class _Search:
    """One query on its way through the index."""

    def __init__(self, idx: Index, words: list[str]) -> None:
        self.idx = idx
        self.words = words
        self.content = content_words(words)[:MOST_WORDS]
        self.mended = self._mended()
        self.wishes = wishes_in(self._spelt(words))
        if self.wishes.rest and (self.wishes.chosen or self.wishes.others):
            self.content = content_words(self._rest())[:MOST_WORDS]
        self.scores: dict[int, float] = {}

    def _spelt(self, words: list[str]) -> list[str]:
        return [self.mended.get(word, [word])[0] for word in words]

    def _rest(self) -> list[str]:
        """The words that say what a tool is asked for, without what else is wished of it."""
        return [self.words[place] for place in self.wishes.rest]

    def found(self, text: str, limit: int) -> Found:
        if not STOP.issuperset(self.words):  # such words stand on every page, and may still be a name: Keep
            self._score_text(limit)
        top = max(self.scores.values(), default=1.0)
        named = self._score_names(top)
        self._score_beginnings(top)
        shortlist = self._shortlist(named)
        if shortlist and shortlist.practice:
            self._score_fitting(shortlist.practice.id, named, top)
        cards = self.idx.cards
        order = sorted(self.scores.items(), key=lambda pair: (-pair[1], cards[pair[0]].reference))[:limit]
        spelt = self._spelt(self.content)
        hits = [Hit(cards[number], score, _via(cards[number], spelt)) for number, score in order]
        return Found(text, hits, self._suggestion(), [*spelt, self.content[-1]], [cards[n] for n in named], shortlist)

    def _mended(self) -> dict[str, list[str]]:
        """For each word that stands nowhere in the guide: the nearest that do."""
        idx, last, found = self.idx, self.words[-1], {}
        split = {word for pair in pairwise(self.words) if joined([*pair]) in idx.names for word in pair}  # "key cloak"
        for word in self.content:
            if word in split or word in idx.spellings or (word == last and idx.begins(word)):
                continue
            near = idx.near(word)
            if idx.knows(word):  # its stem is another word's too: only a slip of a name counts
                near = [w for w in near if idx.is_name(w) and distance(word, w) == 1 and key(w) != key(word)]
            if near:
                found[word] = near
        return found

    def _suggestion(self) -> str:
        better = self._spelt(self.words)
        return " ".join(better) if better != self.words else ""

    # -- tools for a purpose

    def _shortlist(self, named: list[int]) -> Shortlist | None:
        """The list of tools the query describes; with nothing wished, if no tool of a practice has all that is."""
        wishes = self.wishes
        if not wishes.of_tools:
            return None
        practice, sure = self._purpose(named)
        if practice is None and (not wishes.chosen or not STOP.issuperset(self._rest())):
            return None
        serving = [p for p in self.idx.purposes.values() if practice is None or practice.id in p.fits]
        for wished in (wishes, Wishes()) if sure else (wishes,):
            if count := sum(purpose.meets(wished.chosen) for purpose in serving):
                return Shortlist(practice, wished.chosen, wished.labels, count)
        return None

    def _purpose(self, named: list[int]) -> tuple[Card | None, bool]:
        """The practice tools are asked for: the one that is named, a named tool's first, or the best that all words
        fit. And whether its tools are meant, or perhaps the named tool alone ("managed Kubernetes").
        """
        idx, others = self.idx, self.wishes.others
        for number in named:
            if idx.cards[number].type == "practice" and not others:
                return idx.cards[number], True
        for number in named:
            for practice, fit in idx.purposes[number].fits.items() if number in idx.purposes else ():
                if fit in Fit.MADE_FOR and (place := idx.numbers.get(f"practice/{practice}")) is not None:
                    return idx.cards[place], others
        wanted = {key(word) for word in self._spelt(self._rest()) if word not in STOP}
        for number in heapq.nlargest(5, self.scores, key=self.scores.__getitem__) if wanted else ():
            card = idx.cards[number]
            own = {key(word) for name in (card.title, *card.aka) for word in words_of(name)}
            if card.type == "practice" and wanted <= own:
                return card, True
        return None, False

    def _score_fitting(self, practice: str, named: list[int], top: float) -> None:
        """Tools made for the practice, as wished; for alternatives, the more of the named tool's purposes the better."""
        idx, tools = self.idx, [number for number in named if number in self.idx.purposes]
        wanted = idx.purposes[tools[0]].made_for if tools and self.wishes.others else frozenset()
        for number, purpose in idx.purposes.items():
            if (bonus := FITTING[purpose.fits.get(practice, "also")]) and purpose.meets(self.wishes.chosen):
                bonus *= PAST if number in idx.past else 1.0
                bonus *= 1.0 + OTHERS * len(wanted & purpose.made_for) / max(1, len(wanted))
                self.scores[number] = self.scores.get(number, 0.0) + top * bonus

    # -- text

    def _score_text(self, limit: int) -> None:
        parts = [self._either(group) for group in self._groups()]
        parts += self._together() + self._several(parts)
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        hits = self.idx.searcher.search(query, limit * 3, count=False).hits
        numbers = self.idx.searcher.fast_field_values("number", [address for _, address in hits])
        boost = self._type_boost()
        for (score, _), number in zip(hits, numbers, strict=True):
            score *= boost[self.idx.cards[number].type] * (PAST if number in self.idx.past else 1.0)
            if self.wishes.chosen and (purpose := self.idx.purposes.get(number)):
                score *= MEETS if purpose.meets(self.wishes.chosen) else 1 / MEETS
            self.scores[number] = score
        least = WEAK * max(self.scores.values(), default=0.0) if len(self.content) > 1 else 0.0
        self.scores = {number: score for number, score in self.scores.items() if score >= least}

    def _type_boost(self) -> dict[str, float]:
        boost, first = dict(TYPE_BOOST), self.words[0]
        if (COMPLAINT | TROUBLE).intersection(self.words) or (first not in QUESTION and VERBS.intersection(self.words)):
            boost["pain"] *= COMPLAINT_BOOST
        if self.wishes.of_tools:
            boost["tool"] *= TOOL_BOOST
        return boost

    def _groups(self) -> list[list[str]]:
        """The words, those that mean the same together: "costs money" says one thing, not two."""
        groups: list[list[str]] = []
        for word in self.content:
            near = NEIGHBOURS.get(key(word), frozenset())
            group = next((g for g in groups if any(key(other) in near for other in g)), None)
            if group is None:
                groups.append([word])
            else:
                group.append(word)
        return groups

    def _either(self, group: list[str]) -> tantivy.Query:
        """Any of the ways in which words may stand in a document; the best counts, the others a little."""
        idx, ways, either = self.idx, {}, []
        for word in group:
            stem = key(word)
            ways[stem] = 1.0
            ways |= {key(near): 0.8 for near in self.mended.get(word, [])}
            ways |= {other: DOER for other in doers(word) if other not in ways}
            ways |= {other: SYNONYM for other in NEIGHBOURS.get(stem, ()) if other not in ways}
            ways |= {other: SYNONYM for other in idx.twins.get(stem, ()) if other not in ways}
            if idx.searcher.doc_freq("pairs", stem):
                either.append(_boosted(tantivy.Query.term_query(idx.schema, "pairs", stem), 6.0))
            if word == self.words[-1] and len(word) >= 2 and (endings := idx.endings(word)):
                either.append(_boosted(tantivy.Query.term_set_query(idx.schema, "plain", endings), 8.0))
        either += [
            _boosted(tantivy.Query.term_query(idx.schema, name, way), weight * boost)
            for way, weight in ways.items()
            for name, boost in FIELD_BOOST
            if idx.searcher.doc_freq(name, way)
        ]
        return tantivy.Query.disjunction_max_query(either, 0.2)

    @staticmethod
    def _several(parts: list[tantivy.Query]) -> list[tantivy.Query]:
        """Who has two of the words has more than twice of what was meant."""
        pairs = combinations(parts, 2) if len(parts) < 5 else pairwise(parts)
        both = [
            tantivy.Query.boolean_query([(tantivy.Occur.Must, one), (tantivy.Occur.Must, other)])
            for one, other in pairs
        ]
        return [_boosted(query, SEVERAL) for query in both]

    def _together(self) -> list[tantivy.Query]:
        """Neighbouring words count more where they are neighbours too, or are written as one ("ml flow")."""
        idx, parts = self.idx, []
        spelt = self._spelt(self.content)
        for first, second in pairwise(spelt):
            stems = [key(first), key(second)]
            if all(map(idx.knows, (first, second))):
                for name, boost in (("title", 4.0), ("aka", 3.0), ("summary", 4.0), ("text", 0.8)):
                    parts.append(_boosted(tantivy.Query.phrase_query(idx.schema, name, stems, slop=1), boost))
            one = joined([first, second])
            parts += [
                _boosted(tantivy.Query.term_query(idx.schema, name, one), 8.0)
                for name in ("title", "aka")
                if idx.searcher.doc_freq(name, one)
            ]
        return parts

    # -- names

    def _score_names(self, top: float) -> list[int]:
        """Entries that a part of the query is a name of, the more the rarer the words of that part are."""
        spelt = self._spelt(self.words)
        whole = sum(map(self.idx.rarity, content_words(spelt)))
        named: dict[int, float] = {}
        for part, numbers in self._spans(spelt):
            share = sum(map(self.idx.rarity, content_words(part))) / whole
            for number, weight in numbers.items():
                named[number] = max(
                    named.get(number, 0.0),
                    NAMED * share**NAMED_SHARE * weight * TYPE_BOOST[self.idx.cards[number].type],
                )
        for number, bonus in named.items():
            self.scores[number] = self.scores.get(number, 0.0) + top * bonus
        return list(named)

    def _spans(self, words: list[str]) -> list[tuple[list[str], dict[int, float]]]:
        """The longest parts of the query that are names, none inside another."""
        found, start = [], 0
        while start < len(words):
            for end in range(min(len(words), start + 7), start, -1):
                part = words[start:end]
                if (numbers := self.idx.names.get(joined(part))) and (
                    len(part) == len(words) or not STOP.issuperset(part)
                ):
                    found.append((part, numbers))
                    start = end - 1
                    break
            start += 1
        return found

    def _score_beginnings(self, top: float) -> None:
        """Names that begin as the query does: what somebody who is still typing wants."""
        typed, starts = " ".join(self.words), self.idx.starts
        if len(typed) < 2:
            return
        best: dict[int, float] = {}
        first, last = bisect_left(starts, (typed,)), bisect_left(starts, (typed + "\uffff",))
        for name, number in starts[first:last][:MOST_BEGINNINGS]:
            bonus = (0.8 if name == fold(self.idx.cards[number].title) else 0.5) * math.sqrt(len(typed) / len(name))
            bonus *= PAST if number in self.idx.past else 1.0
            best[number] = max(best.get(number, 0.0), bonus)
        for number, bonus in best.items():
            self.scores[number] = self.scores.get(number, 0.0) + top * bonus


def _boosted(query: tantivy.Query, boost: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, boost)


def _via(card: Card, words: list[str]) -> str:
    """The alias that brought the reader here, when no word of the title did."""
    stems = {key(word) for word in words}
    if stems & {key(word) for word in words_of(card.title)}:
        return ""
    whole = joined(words)
    for name in card.aka:
        own = words_of(name)
        if joined(own) == whole or stems & set(map(key, own)):
            return name
    return ""


__all__ = ["LIMIT", "LONGEST", "Found", "Hit", "fold", "index", "named", "search", "tidy"]
