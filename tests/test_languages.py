"""Every example and counter-example of every language file, and the toy language of the documentation."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from timeline import resolver, tagger
from timeline.errors import LanguageError
from timeline.grammar import Rule
from timeline.language import Language, available, from_toml, load
from timeline.model import Timex
from timeline.notation import publication_interval

LANGUAGES = [load(code) for code in available()]
DOCS = Path(__file__).parent.parent / "docs" / "languages.md"


class Example(NamedTuple):
    text: str
    published: str
    expected: list[tuple[str, str]]


def read_example(line: str, published: str) -> Example:
    """The notation of `docs/languages.md`: "@1998-02-11 the raid on [Wednesday] => 1998-02-11"."""
    found = re.fullmatch(r"(?:@(\S+) )?(.*) => (.*)", line, re.DOTALL)
    assert found, f"an example reads 'text with [expression] => value', not {line!r}"
    expressions = re.findall(r"\[(.*?)\]", found[2])
    values = found[3].split(" ") if len(expressions) > 1 else [found[3]]
    text = found[2].replace("[", "").replace("]", "")
    return Example(text, found[1] or published, list(zip(expressions, values, strict=True)))


def read(example: Example, language: Language, rule: Rule | None = None) -> list[Timex]:
    anchor = publication_interval(example.published)
    kind = rule.kinds[0] if rule and rule.kinds else None
    return resolver.resolve(tagger.tag(example.text, language, kind), example.text, anchor, language)


def shown(timex: Timex) -> tuple[str, str]:
    assert timex.reading is not None
    return timex.text, " ".join(part for part in (timex.reading.value, timex.reading.mod) if part)


def cases(attribute: str) -> list[object]:
    return [
        pytest.param(language, rule, line, id=f"{language.code}-{rule.name}-{line}")
        for language in LANGUAGES
        for rule in language.rules.values()
        for line in getattr(rule, attribute)
    ]


@pytest.mark.parametrize(("language", "rule", "line"), cases("examples"))
def test_example(language: Language, rule: Rule, line: str) -> None:
    example = read_example(line, language.published)
    found = [shown(timex) for timex in read(example, language, rule)]
    for expected in example.expected:
        assert expected in found


@pytest.mark.parametrize(("language", "rule", "line"), cases("counterexamples"))
def test_counterexample(language: Language, rule: Rule, line: str) -> None:
    assert [timex.text for timex in tagger.tag(line, language) if timex.rule == rule.name] == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_rule_that_stands_alone_has_an_example(language: Language) -> None:
    assert [rule.name for rule in language.rules.values() if rule.alone and not rule.examples] == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_example_is_read_by_some_rule_in_upper_case_too(language: Language) -> None:
    for rule in language.rules.values():
        for line in rule.examples:
            example = read_example(line, language.published)
            loud = read(example._replace(text=example.text.upper()), language, rule)
            quiet = read(example, language, rule)
            assert [(t.start, t.end) for t in quiet if t.rule == rule.name and t.end] == [
                (t.start, t.end) for t in loud if t.rule == rule.name
            ]


def test_a_language_is_built_from_the_documentation() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    toy = from_toml(next(block for block in blocks if '"tlh"' in block))
    for rule in toy.rules.values():
        for line in rule.examples:
            example = read_example(line, toy.published)
            assert [shown(timex) for timex in read(example, toy)] == example.expected
        assert [tagger.tag(line, toy) for line in rule.counterexamples] == [[]]


def test_a_language_of_dateparser_has_its_explicit_dates() -> None:
    ukrainian = read(Example("наступ 2 березня 2015 року", "2015-05-18", []), load("uk"))
    assert [shown(timex) for timex in ukrainian] == [("2 березня 2015", "2015-03-02")]


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(LanguageError, match="xx"):
        load("xx")


def test_a_wrong_language_file_names_its_rule() -> None:
    broken = "\n".join(
        ['language = "qq"', 'published = "2015-05-18"', "[words.unit]", 'day = ["d"]', "[[rule]]", 'name = "a"']
    )
    with pytest.raises(LanguageError, match="'a' has no 'pattern'"):
        from_toml(broken)


HEAD = ['language = "qq"', 'published = "2015-05-18"', "[words.unit]", 'day = ["d"]']
RULE = ["[[rule]]", 'name = "a"', 'pattern = "<unit>"', 'operator = "shift"']


def test_an_operator_that_there_is_not_is_refused_when_the_file_is_loaded() -> None:
    broken = "\n".join([*HEAD, *RULE]).replace('"shift"', '"shfit"')
    with pytest.raises(LanguageError, match="'a': no operator 'shfit'"):
        from_toml(broken)
    assert from_toml(broken.replace("shfit", "shift")).rules["a"].operator == "shift"


def test_a_signal_of_an_unknown_kind_is_refused_when_the_file_is_loaded() -> None:
    with pytest.raises(LanguageError, match="'sinse'"):
        from_toml("\n".join([*HEAD, *RULE, "[[signal]]", 'kind = "sinse"', 'before = "d"']))


def test_a_class_that_contains_itself_is_refused() -> None:
    rules = ["[[rule]]", 'name = "a"', 'pattern = "x {point}"', 'operator = "date"', 'classes = ["point"]']
    language = from_toml(
        "\n".join(['language = "qq"', 'published = "2015-05-18"', "[words.unit]", 'day = ["d"]', *rules])
    )
    with pytest.raises(LanguageError, match="contains itself"):
        tagger.tag("x", language)
