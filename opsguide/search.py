"""Search over everything: a tantivy index in memory, built by each process once per edition.

Three things decide a hit's place. Its text: each word of the query is looked for in names, summary and text, with
its synonyms and, if nobody writes it like that, its nearest spellings; words that stand together weigh more. Its
names: a part of the query that is a title, an alias or an abbreviation of it. And what the query sounds like: a
complaint finds pains first, a question for alternatives finds tools.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlencode

import tantivy

from .directory import PLURALS, TYPE_PLURALS, Card
from .search_index import ABBREVIATED, Index, index
from .wording import NEIGHBOURS, STOP, content_words, distance, fold, joined, key, listed, words_of

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
NAMED = 1.6  # times the best text's score, for a query that is nothing but a name
NAMED_SHARE = 1.5  # and this much less when the name is only a part of it
PAST = 0.6  # for what has ended, unless it is called by name
WEAK = 0.1  # of the best text's score: what has less shares a common word with the query and no more
ABOUT_TOOLS = listed("tool tools software alternative alternatives vendor vendors product products")
FIELD_BOOST = (("title", 3.5), ("aka", 3.5), ("summary", 1.5), ("text", 1.5))


@dataclass(frozen=True, slots=True)
class Hit:
    card: Card
    score: float
    via: str  # the alias or old name that was matched, when the title was not


@dataclass(frozen=True, slots=True)
class Found:
    query: str
    hits: list[Hit]
    suggestion: str
    words: list[str] = field(default_factory=list)  # to mark in what is shown
    named: list[Card] = field(default_factory=list)  # the entries the query calls by name

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
        self.scores: dict[int, float] = {}

    def found(self, text: str, limit: int) -> Found:
        self._score_text(limit)
        top = max(self.scores.values(), default=1.0)
        named = self._score_names(top)
        self._score_beginnings(top)
        cards = self.idx.cards
        order = sorted(self.scores.items(), key=lambda pair: (-pair[1], cards[pair[0]].reference))[:limit]
        spelt = [self.mended.get(word, [word])[0] for word in self.content]
        hits = [Hit(cards[number], score, _via(cards[number], spelt)) for number, score in order]
        return Found(text, hits, self._suggestion(), [*spelt, self.content[-1]], [cards[n] for n in named])

    def _mended(self) -> dict[str, list[str]]:
        """For each word that stands nowhere in the guide: the nearest that do."""
        idx, last, found = self.idx, self.words[-1], {}
        for word in self.content:
            if word in idx.spellings or (word == last and idx.begins(word)):
                continue
            near = idx.near(word)
            if idx.knows(word):  # its stem is another word's too: only a slip of a name counts
                near = [w for w in near if idx.is_name(w) and distance(word, w) == 1 and key(w) != key(word)]
            if near:
                found[word] = near
        return found

    def _suggestion(self) -> str:
        better = [self.mended.get(word, [word])[0] for word in self.words]
        return " ".join(better) if better != self.words else ""

    # -- text

    def _score_text(self, limit: int) -> None:
        parts = [self._either(group) for group in self._groups()]
        parts += self._together()
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        hits = self.idx.searcher.search(query, limit * 3, count=False).hits
        numbers = self.idx.searcher.fast_field_values("number", [address for _, address in hits])
        boost = self._type_boost()
        for (score, _), number in zip(hits, numbers, strict=True):
            self.scores[number] = (
                score * boost[self.idx.cards[number].type] * (PAST if number in self.idx.past else 1.0)
            )
        least = WEAK * max(self.scores.values(), default=0.0) if len(self.content) > 1 else 0.0
        self.scores = {number: score for number, score in self.scores.items() if score >= least}

    def _type_boost(self) -> dict[str, float]:
        boost, first = dict(TYPE_BOOST), self.words[0]
        if (COMPLAINT | TROUBLE).intersection(self.words) or (first not in QUESTION and VERBS.intersection(self.words)):
            boost["pain"] *= COMPLAINT_BOOST
        if ABOUT_TOOLS.intersection(self.words):
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
            ways |= {other: SYNONYM for other in NEIGHBOURS.get(stem, ()) if other not in ways}
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

    def _together(self) -> list[tantivy.Query]:
        """Neighbouring words count more where they are neighbours too, or are written as one ("ml flow")."""
        idx, parts = self.idx, []
        spelt = [self.mended.get(word, [word])[0] for word in self.content]
        for first, second in pairwise(spelt):
            stems = [key(first), key(second)]
            if all(map(idx.knows, (first, second))):
                for name, boost in (("title", 4.0), ("aka", 3.0), ("summary", 1.5), ("text", 0.8)):
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
        spelt = [self.mended.get(word, [word])[0] for word in self.words]
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
