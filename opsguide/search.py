"""Search over everything: a tantivy index in memory, built by each process once per edition.

A query is tried on several fields at once: exact names and aliases weigh most, then words of the title, then the
summary, then the text. The last word is also a prefix; every word may be off by a letter or two. Words of symptoms
("too many alerts") find pains because their text is indexed like all other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

import tantivy

from .directory import TYPE_NAMES, Card, directory
from .editions import per_edition
from .models import ENTRY_MODELS

LIMIT = 60
WORD = re.compile(r"[^\W_]+(?:[+#.]+(?=\s|$))?")
STOP = {
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "by",
    "do",
    "does",
    "for",
    "how",
    "i",
    "in",
    "is",
    "it",
    "of",
    "on",
    "or",
    "our",
    "the",
    "to",
    "vs",
    "we",
    "what",
    "with",
}
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

    @property
    def groups(self) -> list[tuple[str, list[Hit]]]:
        """Hits by type, the types in the order of their best hit."""
        groups: dict[str, list[Hit]] = {}
        for hit in self.hits:
            groups.setdefault(hit.card.type, []).append(hit)
        return [(TYPE_NAMES[kind], hits) for kind, hits in groups.items()]


def fold(text: str) -> str:
    """Lower case without accents or punctuation: `Déjà-vu!` -> `deja vu`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return " ".join(WORD.findall(plain.casefold()))


@dataclass(frozen=True)
class Index:
    index: tantivy.Index
    searcher: tantivy.Searcher
    names: dict[str, list[Card]]  # folded name without spaces -> cards that have it as title or alias
    vocabulary: list[str]


@per_edition
def index() -> Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("ref", stored=True, tokenizer_name="raw")
    for field in ("title", "aka", "summary", "text"):
        builder.add_text_field(field, tokenizer_name="en_stem")
    builder.add_text_field("plain", tokenizer_name="default")  # unstemmed words of names: for prefixes and typos
    built = tantivy.Index(builder.build())
    writer = built.writer(heap_size=30_000_000, num_threads=1)
    names: dict[str, list[Card]] = {}
    vocabulary: set[str] = set()
    found = directory()
    for kind in TYPE_NAMES:
        model = ENTRY_MODELS[kind]
        for entry_id, body in model.objects.visible().values_list("id", "body"):
            card = found.cards[f"{kind}/{entry_id}"]
            for name in (card.title, *card.aka, entry_id.replace("-", " ")):
                if card not in names.setdefault(fold(name).replace(" ", ""), []):
                    names[fold(name).replace(" ", "")].append(card)
            vocabulary |= {w for w in fold(f"{card.title} {' '.join(card.aka)}").split() if len(w) > 3}
            writer.add_document(
                tantivy.Document(
                    ref=card.reference,
                    title=fold(card.title),
                    aka=fold(" ".join(card.aka)),
                    summary=fold(card.summary),
                    text=fold(body),
                    plain=fold(f"{card.title} {' '.join(card.aka)}"),
                )
            )
    writer.commit()
    writer.wait_merging_threads()
    built.reload()
    return Index(built, built.searcher(), names, sorted(vocabulary))


def search(text: str, limit: int = LIMIT) -> Found:
    """The best `limit` hits for any text a person may type; an empty result for nothing searchable."""
    cleaned = fold(text[:200])
    words = [w for w in cleaned.split() if w not in STOP][:12] or cleaned.split()[:12]
    if not words:
        return Found(text, [], "")
    idx = index()
    scores: dict[str, float] = {}
    for score, address in idx.searcher.search(_query(idx.index, words), limit * 3).hits:
        reference = idx.searcher.doc(address)["ref"][0]
        scores[reference] = score * TYPE_BOOST[reference.partition("/")[0]]
    top = max(scores.values(), default=1.0)
    for card in idx.names.get(cleaned.replace(" ", ""), []):
        scores[card.reference] = top * (2 + TYPE_BOOST[card.type])
    found = directory()
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    hits = [Hit(found.cards[ref], score, _via(found.cards[ref], words)) for ref, score in ordered if ref in found.cards]
    return Found(text, hits, _suggestion(idx, words))


def _query(idx: tantivy.Index, words: list[str]) -> tantivy.Query:
    should = []
    schema = idx.schema
    for position, word in enumerate(words):
        stemmed = _stem(word)
        either = [
            tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, stemmed), boost)
            for field, boost in (("title", 6.0), ("aka", 5.0), ("summary", 2.0), ("text", 0.8))
        ]
        if position == len(words) - 1 and len(word) >= 2:
            prefix = tantivy.Query.regex_query(schema, "plain", f"{re.escape(word)}.*")
            either.append(tantivy.Query.boost_query(prefix, 4.0))
        if len(word) >= 4:
            distance = 1 if len(word) < 7 else 2
            fuzzy = tantivy.Query.fuzzy_term_query(
                schema, "plain", word, distance=distance, transposition_cost_one=True
            )
            either.append(tantivy.Query.boost_query(fuzzy, 2.2))
        should.append((tantivy.Occur.Should, tantivy.Query.disjunction_max_query(either, 0.2)))
    return tantivy.Query.boolean_query(should)


def _stem(word: str) -> str:
    return _analyzer().analyze(word)[0] if _analyzer().analyze(word) else word


def _analyzer() -> tantivy.TextAnalyzer:
    global _ANALYZER
    if _ANALYZER is None:
        _ANALYZER = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
    return _ANALYZER


_ANALYZER: tantivy.TextAnalyzer | None = None


def _via(card: Card, words: list[str]) -> str:
    """The alias that brought the reader here, when no word of the title did."""
    title = fold(card.title)
    if any(word in title for word in words):
        return ""
    return next((name for name in card.aka if any(word in fold(name) for word in words)), "")


def _suggestion(idx: Index, words: list[str]) -> str:
    """The query with unknown words replaced by the nearest known ones; empty when all words are known."""
    better = []
    for word in words:
        close = (
            [word]
            if len(word) < 4 or word in idx.vocabulary
            else get_close_matches(word, idx.vocabulary, n=1, cutoff=0.78)
        )
        better.append(close[0] if close else word)
    return " ".join(better) if better != words else ""
