"""What search looks into, built once per edition and process: about a fifth of a second for a thousand entries."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import tantivy

from .directory import TYPE_NAMES, Card, directory
from .editions import per_edition
from .models import ENTRY_MODELS, Discipline, Fit, Practice, Remedy, Role, Tool
from .models.tool import FITS, PLATFORMS, USABLE
from .wording import distance, initials, joined, key, words_of

HEAP = 30_000_000
ABBREVIATED = 0.5  # how rightly an entry is called by initials that nobody wrote down
WORD_FIELDS = ("title", "aka", "summary", "text")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a tool is for, and what the list of tools can be narrowed by."""

    fits: dict[str, str]  # practice -> fit, its main purpose first
    values: dict[str, frozenset[str]]

    @property
    def made_for(self) -> frozenset[str]:
        return frozenset(practice for practice, fit in self.fits.items() if fit in Fit.MADE_FOR)

    def meets(self, chosen: dict[str, str]) -> bool:
        return all(value in self.values[facet] for facet, value in chosen.items())


@dataclass(frozen=True)
class Index:
    schema: tantivy.Schema
    searcher: tantivy.Searcher
    cards: list[Card]  # a document's number is its card's place here
    past: frozenset[int]  # tools that ended and entries that were retired: found by name, else behind the living
    names: dict[str, dict[int, float]]  # a name as one string -> who is called so, and how rightly
    starts: list[tuple[str, int]]  # every folded name and whose it is, sorted, for beginnings
    twins: dict[str, set[str]]  # a word -> the other one-word names of whom it is a name: k8s and kubernetes
    purposes: dict[int, Purpose]  # of every published tool
    numbers: dict[str, int]  # a reference -> its document
    spellings: dict[str, int]  # every word as written, and in how many names
    dictionary: tuple[tantivy.Schema, tantivy.Searcher, list[str]]

    def knows(self, word: str) -> bool:
        """Does the word, in any of its forms, stand anywhere?"""
        stem = key(word)
        return (
            any(self.searcher.doc_freq(name, stem) for name in (*WORD_FIELDS, "pairs")) or joined([word]) in self.names
        )

    def is_name(self, word: str) -> bool:
        return self.spellings.get(word, 0) > 0

    def rarity(self, word: str) -> float:
        """From 0.1 for a word of every page to about 7 for a word of one."""
        stem = key(word)
        count = max(self.searcher.doc_freq(name, stem) for name in WORD_FIELDS)
        return max(0.1, math.log((len(self.cards) + 1) / (count + 1)))

    def endings(self, beginning: str) -> list[str]:
        """Words of names that begin like this, the frequent ones first."""
        return [term for term, _ in self.searcher.terms_with_prefix("plain", beginning, limit=40)]

    def begins(self, beginning: str) -> bool:
        return bool(self.searcher.terms_with_prefix("plain", beginning, limit=1))

    def near(self, word: str) -> list[str]:
        """Up to three known words an unknown one may be a slip of, the nearest first."""
        most = 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 6 else 2
        if not most:
            return []
        schema, searcher, words = self.dictionary
        fuzzy = tantivy.Query.fuzzy_term_query(schema, "word", word, distance=most, transposition_cost_one=True)
        hits = searcher.search(fuzzy, 30, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        close = [words[number] for number in numbers]
        edits = {w: distance(word, w) for w in close}
        if len(word) < 8:  # two slips in a short word make another word, but for two letters in each other's place
            edits = {w: n for w, n in edits.items() if n < 2 or sorted(w) == sorted(word)}
        least = min(edits.values(), default=0)
        best = [w for w, n in edits.items() if n == least]
        return sorted(best, key=lambda w: (w[0] != word[0], -self.spellings[w], w))[:3]


@per_edition
def index() -> Index:
    cards: list[Card] = []
    names: dict[str, dict[int, float]] = {}
    starts: list[tuple[str, int]] = []
    twins: dict[str, set[str]] = defaultdict(set)
    in_names: Counter[str] = Counter()
    in_texts: set[str] = set()
    built = tantivy.Index(_schema())
    writer = built.writer(heap_size=HEAP, num_threads=1)
    for number, (card, body) in enumerate(_entries()):
        cards.append(card)
        called = [words_of(name) for name in (card.title, *card.aka)]
        _name(names, starts, number, called, card.id.split("-"))
        single = {key(words[0]) for words in called if len(words) == 1}
        for one in single:
            twins[one] |= single - {one}
        texts = words_of(card.summary), words_of(body)
        in_names.update(word for words in called for word in words)
        in_texts.update(*texts)
        writer.add_document(_document(number, [*called, card.id.split("-")], *texts))
    writer.commit()
    writer.wait_merging_threads()
    built.reload()
    spellings = {**dict.fromkeys(in_texts, 0), **in_names}
    dictionary = _dictionary(spellings)
    numbers = {card.reference: number for number, card in enumerate(cards)}
    return Index(
        schema=built.schema,
        searcher=built.searcher(),
        cards=cards,
        past=_past(cards),
        names=names,
        starts=sorted(starts),
        twins=twins,
        purposes=_purposes(numbers),
        numbers=numbers,
        spellings=spellings,
        dictionary=dictionary,
    )


def _past(cards: list[Card]) -> frozenset[int]:
    ended = set(Tool.objects.exclude(lifecycle_state__in=USABLE).values_list("id", flat=True))
    return frozenset(n for n, c in enumerate(cards) if c.status == "retired" or (c.type == "tool" and c.id in ended))


def _purposes(numbers: dict[str, int]) -> dict[int, Purpose]:
    fits: dict[str, dict[str, str]] = defaultdict(dict)
    rank = list(FITS).index
    rows = Fit.objects.order_by("position").values_list("parent_id", "practice_id", "fit")
    for tool, practice, fit in sorted(rows, key=lambda row: rank(row[2])):
        fits[tool][practice] = fit
    found = {}
    for tool, licence, hosting, cost in Tool.objects.published().values_list("id", "licence_class", "hosting", "cost"):
        if (number := numbers.get(f"tool/{tool}")) is not None:
            values = {"licence": frozenset([licence]), "hosting": frozenset(hosting), "cost": frozenset([cost])}
            found[number] = Purpose(fits[tool], values)
    return found


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder().add_integer_field("number", fast=True)
    for name in WORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace")
    builder.add_text_field(
        "pairs", tokenizer_name="whitespace", index_option="freq"
    )  # "featurestore" finds Feature store
    builder.add_text_field(
        "plain", tokenizer_name="whitespace", index_option="freq"
    )  # whole words of names, for beginnings
    return builder.build()


def _entries() -> Iterator[tuple[Card, str]]:
    """Each visible entry with everything that is said on its page."""
    found, more = directory(), _sayings()
    for kind in TYPE_NAMES:
        for entry_id, body in ENTRY_MODELS[kind].objects.visible().values_list("id", "body"):
            if card := found.get(kind, entry_id):  # an entry published this moment comes with the next edition
                yield card, " ".join([body, *more.get(card.reference, [])])


def _sayings() -> dict[str, list[str]]:
    """What is said of entries outside their texts: a pain's remedies, a tool's purposes, who does what."""
    said: dict[str, list[str]] = defaultdict(list)
    for tool, practice, note in Fit.objects.values_list("parent_id", "practice__title", "note"):
        said[f"tool/{tool}"] += [practice, note or ""]
    for tool, vendor, needs in Tool.objects.values_list("id", "vendor", "needs"):
        said[f"tool/{tool}"] += [vendor or "", *(PLATFORMS.get(need, need) for need in needs)]
    for pain, practice, because in Remedy.objects.values_list("parent_id", "practice__title", "because"):
        said[f"pain/{pain}"] += [practice, because]
    for practice, *sentences in Practice.objects.values_list(
        "id", "first_step", "done_when", "without_tool", "premature_when"
    ):
        said[f"practice/{practice}"] += sentences
    for discipline, delivers in Discipline.objects.values_list("id", "delivers"):
        said[f"discipline/{discipline}"].append(delivers)
    for role, tasks in Role.objects.values_list("id", "tasks"):
        said[f"role/{role}"] += tasks
    return said


def _name(
    names: dict[str, dict[int, float]],
    starts: list[tuple[str, int]],
    number: int,
    called: list[list[str]],
    own_id: list[str],
) -> None:
    def also(name: str, weight: float) -> None:
        if name:
            owners = names.setdefault(name, {})
            owners[number] = max(owners.get(number, 0.0), weight)

    for place, words in enumerate(called):
        also(joined(words), 0.95 if place else 1.0)
        for short in initials(words):
            also(short, ABBREVIATED)
        starts.append((" ".join(words), number))
    also(joined(own_id), 0.9)


def _document(number: int, called: list[list[str]], summary: list[str], body: list[str]) -> tantivy.Document:
    pairs = [joined([a, b]) for words in called for a, b in pairwise(words)]
    return tantivy.Document(
        number=number,
        title=" ".join(map(key, called[0])),
        aka=" ".join(key(word) for words in called[1:] for word in words),
        summary=" ".join(map(key, summary)),
        text=" ".join(map(key, body)),
        pairs=" ".join(pairs),
        plain=" ".join(word for words in called for word in words),
    )


def _dictionary(spellings: dict[str, int]) -> tuple[tantivy.Schema, tantivy.Searcher, list[str]]:
    """Every word in an index of its own, so that the nearest are found without comparing with all."""
    builder = tantivy.SchemaBuilder().add_integer_field("number", fast=True)
    schema = builder.add_text_field("word", tokenizer_name="raw", index_option="basic").build()
    built = tantivy.Index(schema)
    writer = built.writer(heap_size=HEAP, num_threads=1)
    words = [w for w, named in spellings.items() if len(w) > (2 if named else 3) and not w.isdigit()]
    for number, word in enumerate(words):
        writer.add_document(tantivy.Document(number=number, word=word))
    writer.commit()
    writer.wait_merging_threads()
    built.reload()
    return schema, built.searcher(), words
