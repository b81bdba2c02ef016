"""The many ways people write one word: case, accents, British and American spelling, endings, abbreviations.

Nothing here knows what the guide contains; it would serve any English catalogue.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import tantivy
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


def listed(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WORD = re.compile(r"[^\W_]+")
INNER_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
# Verbs in two words, whose noun is one: "backs up PostgreSQL" is about backup.
PHRASAL = re.compile(r"\b(back|set|start|scale|roll)(?:s|d|ed|ing|ting)? (up|back|out)\b")
# Words that say nothing about what is looked for. Only left out of a query that has others.
STOP = listed(
    "a about again always am an and any are as at be been being between but by can could define did difference "
    "differences do does explain ever for from get gets go goes going got had has have how i if in into is it its "
    "just keep keeps like mean meaning me my never no not of on only or our please should so some still tell than "
    "that the their them then there these they this those to too us very versus vs was we were what whats when "
    "where which who why will with would you your "
)
# Plain words that people use for one another. Each is also looked for by its neighbours, with less weight.
SYNONYMS = (
    "alert alarm notification",
    "answer response reply output",
    "app application",
    "approval signoff permission",
    "auth authentication login",
    "backup restore recovery",
    "bill cost spend expense expensive price money budget",
    "blame culprit fault accuse accusation",
    "boss manager management executive",
    "bug defect mistake error",
    "cannot cant unable",
    "chatbot assistant chatgpt copilot",
    "client customer user",
    "config configuration setting",
    "dashboard report chart",
    "db database",
    "dep dependency",
    "dev development",
    "doc documentation",
    "employee staff colleague coworker",
    "env environment",
    "eval evaluation",
    "fail failure break broke broken crash",
    "evaluate evaluation compare comparison",
    "fear afraid scared scary dangerous risky",
    "genai llm",
    "hack hacked hacker attack attacker intruder breach",
    "handwork manual manually hand",
    "infra infrastructure",
    "law regulation legal",
    "login password credential",
    "metric measure kpi figure number",
    "nobody noone anybody anyone somebody",
    "notice know see detect",
    "own owner ownership owned",
    "outage downtime down incident",
    "password secret credential key",
    "perf performance",
    "prod production",
    "repo repository",
    "rollback revert undo",
    "server machine host instance",
    "ship release deploy deployment rollout",
    "slow long wait",
    "ticket request",
    "unused idle waste wasted",
    "vuln vulnerability cve",
    "website site webpage web",
    "worse decay degrade degradation drop",
)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case without accents or punctuation: `Déjà-vu!` -> `deja vu`."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return WORD.findall(PHRASAL.sub(r"\1\2", INNER_APOSTROPHE.sub("", plain.casefold())))


# British spellings and their American twins, rewritten on both sides of every comparison: a wrong rewriting ("rise" to
# "rize") is harmless, because query and text get the same.
_SPELLINGS = tuple(
    (re.compile(pattern), twin)
    for pattern, twin in (
        (r"^practis", "practic"),
        (r"^automati[sz]ation", "automation"),
        (r"isation(s?|al)$", r"ization\1"),
        (r"(..)is(e|es|ed|er|ers|ing|able)$", r"\1iz\2"),
        (r"yse(|s|d|r|rs)$", r"yze\1"),
        (r"ysing$", "yzing"),
        (r"(..)our(|s|ed|ing|al|ally|ful|ite|ites)$", r"\1or\2"),
        (r"ogue(|s|d)$", r"og\1"),
        (r"ogu(ing|er)$", r"og\1"),
        (r"^artefact", "artifact"),
        (r"^(lic|def|off|pret)ence", r"\1ense"),
        (r"^(cent|theat|lit|met|fib)re(s?|d)$", r"\1er\2"),
        (r"([aeiou].*[^aeiou][aeo]l)l(ing|ed|er|ers)$", r"\1\2"),
        (r"^programme", "program"),
        (r"^judgement", "judgment"),
        (r"^grey", "gray"),
    )
)
_BRITISH = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLINGS))
_IRREGULAR = (
    "break broke broken",
    "build built",
    "buy bought",
    "choose chose chosen",
    "grow grew grown",
    "know knew",
    "lose lost",
    "pay paid",
    "run ran",
    "send sent",
    "take took taken",
    "write wrote written",
)
# Words that would be taken for others (production is no product, a container does more than contain, bias no plural), and
# forms it does not know.
_STEMS = {
    "bias": "bias",
    "production": "production",
    "container": "container",
    "containers": "container",
    **{form: verb for verb, *forms in map(str.split, _IRREGULAR) for form in forms},
}
_stemmer = threading.local()


@lru_cache(maxsize=100_000)
def american(word: str) -> str:
    if not _BRITISH.search(word):
        return word
    for pattern, twin in _SPELLINGS:
        word = pattern.sub(twin, word)
    return word


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """What is compared: a folded word in American spelling, without its ending."""
    if word in _STEMS:
        return _STEMS[word]
    if 3 < len(word) < 6 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]  # slas, gpus, dags: the stemmer leaves what looks like no English plural
    if not hasattr(_stemmer, "analyzer"):
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        _stemmer.analyzer = builder.filter(tantivy.Filter.stemmer("english")).build()
    stem = next(iter(_stemmer.analyzer.analyze(american(word))), word)
    return word if word.endswith("ness") and len(stem) < 4 else stem  # Gitness is not how much git a thing is


@lru_cache(maxsize=10_000)
def doers(word: str) -> frozenset[str]:
    """Who does it and the doing, as keys: a scanner scans by scanning, tracking takes a tracker."""
    found = set()
    for ending, twins in (("ing", ("er", "or")), ("er", ("ing",)), ("ers", ("ing",)), ("or", ("ing",))):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            found.update(key(word.removesuffix(ending) + twin) for twin in twins)
    return frozenset(found)


def joined(words: list[str]) -> str:
    """One comparable string for a name: `Data contracts`, `data-contract` and `datacontract` give the same."""
    return key("".join(map(american, words)))


def content_words(words: list[str]) -> list[str]:
    """The words without those that say nothing; all of them if no other is left."""
    return [word for word in words if word not in STOP] or words


def initials(words: list[str]) -> set[str]:
    """`mean time to recovery` -> mttr, mtr: the abbreviations a name of three words or more would have."""
    found = {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in STOP)}
    return {short for short in found if len(short) >= 3} if len(words) >= 3 else set()


def _neighbours() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in SYNONYMS:
        group = {key(word) for word in line.split()}
        for member in group:
            found.setdefault(member, set()).update(group - {member})
    return {member: frozenset(others) for member, others in found.items()}


NEIGHBOURS = _neighbours()


def distance(a: str, b: str, most: int = 2) -> int:
    """Edits between two words, a swap of neighbours counting one; `most` + 1 when there are more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def marked(text: str, words: list[str]) -> SafeString:
    """The text, escaped, with every word in <mark> that is one of `words`; the last of these may be a beginning."""
    wanted = {key(word) for word in words}
    start = words[-1] if words and len(words[-1]) > 1 else None
    parts, end = [], 0
    for match in WORD.finditer(text):
        folded = fold(match[0])
        if key(folded) in wanted or (start and folded.startswith(start)):
            parts += [conditional_escape(text[end : match.start()]), format_html("<mark>{}</mark>", match[0])]
            end = match.end()
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))


def day_in_words(day: object) -> str:
    """`2025-05-31`, `2025-05` or `2025` as one says it: 31 May 2025, May 2025, 2025. Anything else stays as it is."""
    year, *rest = (text := str(day or "")).split("-")
    if not rest or not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?", text):
        return text
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month
