# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Expressions that people write: CEL (https://cel.dev), compiled once, bounded, and nothing else.

CEL has no loops but those over a list, so an expression always ends. What is left to bound is its
size: length, nesting and the number of list macros, checked before the parser sees the text. Only
the functions named here may be called.

What is missing is null: ``form.name`` is null while nobody has filled ``name`` in, so ``has()`` is
neither needed nor allowed. ``size()`` counts the elements of a list; of a text it counts bytes.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import cel
from django.utils.translation import gettext as _

from yiwang.foundation.errors import ExpressionFailed, InvalidExpression

LONGEST = 1000
DEEPEST = 20
MOST_MACROS = 2
MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
FUNCTIONS = frozenset(
    {"contains", "double", "endsWith", "int", "matches", "size", "startsWith", "string"}
)
OPERATORS = frozenset(
    {"_+_", "_-_", "_*_", "_/_", "_%_", "-_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"}
    | {"_&&_", "_||_", "!_", "_?_:_", "_[_]", "@in", "@not_strictly_false"}
)
LITERALS = frozenset({"true", "false", "null", "in"})
ALLOWED = FUNCTIONS | OPERATORS

_TOKEN = re.compile(
    r"""
    (?P<text>[rRbB]{0,2}(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
  | (?P<number>\d[\w.]*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<space>\s+|//[^\n]*)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)

# A run of signs nests as deep as brackets do.
_LONG_RUN = re.compile(rf"[-!?]{{{DEEPEST},}}")


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    :param reads: variable -> the fields of it that are read, or None when it is read as a whole
    """

    source: str
    place: str
    program: cel.Program
    reads: Mapping[str, frozenset[str] | None]

    @property
    def variables(self) -> frozenset[str]:
        return frozenset(self.reads)


def compile_expression(
    source: str,
    *,
    place: str = "",
    known: Container[str] | None = None,
    allowed: frozenset[str] = ALLOWED,
) -> Expression:
    """Return a compiled expression.

    :param place: where it stands, for people: an element's or a field's id
    :param known: the variables that it may read; None allows all
    :param allowed: the functions and operators that it may call; whoever evaluates it hands over
        those that are not CEL's own
    :raises InvalidExpression: it is no CEL, too large, or calls or reads what it may not
    """
    expression = _compile(source, place, allowed)
    if known is not None:
        for name in expression.reads:
            if name not in known:
                raise _invalid(place, _("不能使用变量“%(name)s”。") % {"name": name})
    return expression


def evaluate(expression: Expression, variables: Mapping[str, object]) -> object:
    """Return the value of an expression; variables and fields that are missing are null.

    :raises ExpressionFailed: the values at hand do not fit, for example null > 5
    """
    return evaluate_with(
        expression,
        {name: _part(variables.get(name), read) for name, read in expression.reads.items()},
    )


def evaluate_with(expression: Expression, variables: dict[str, object]) -> object:
    """Return the value of an expression for exactly the variables and fields that it reads.

    For callers that evaluate much and have them at hand; nothing is filled in.

    :raises ExpressionFailed: the values at hand do not fit, or are not all there
    """
    try:
        return expression.program.execute(variables)
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise ExpressionFailed(
            params={"place": expression.place, "reason": _first_sentence(error)}
        ) from error


def holds(expression: Expression, variables: Mapping[str, object]) -> bool:
    """Say whether a condition is true.

    :raises ExpressionFailed: it cannot be computed, or is neither true nor false
    """
    value = evaluate(expression, variables)
    if not isinstance(value, bool):
        raise ExpressionFailed(
            params={"place": expression.place, "reason": _("结果应当是“是”或“否”。").rstrip("。")}
        )
    return value


@lru_cache(maxsize=4096)
def _compile(source: str, place: str, allowed: frozenset[str]) -> Expression:
    reads = _survey(source, place)
    try:
        program = cel.compile(source)
        functions = program.functions()
        names = program.variables()
    except (RuntimeError, TypeError, ValueError) as error:
        raise _invalid(place, _first_sentence(error), error) from error
    for function in functions:
        if function not in allowed:
            raise _invalid(place, _("不能使用函数“%(name)s”。") % {"name": function})
    return Expression(
        source, place, program, {name: reads[name] for name in names if name in reads}
    )


def _survey(source: str, place: str) -> dict[str, frozenset[str] | None]:
    """Bound an expression before it is parsed, and say which fields of which variables it reads."""
    if not source.strip():
        raise _invalid(place, _("表达式不能为空。"))
    if len(source) > LONGEST:
        raise _invalid(place, _("表达式不能超过 %(limit)d 个字符。") % {"limit": LONGEST})
    words = [
        (match.lastgroup, match.group())
        for match in _TOKEN.finditer(source)
        if match.lastgroup != "space"
    ]
    _refuse_depth(words, place)
    macros, reads = _Macros(), _Reads()
    for position in range(len(words)):
        macros.see(words, position)
        reads.see(words, position)
    if macros.count > MOST_MACROS:
        raise _invalid(place, _("列表运算最多使用 %(limit)d 次。") % {"limit": MOST_MACROS})
    if reads.uses_has:
        raise _invalid(place, _("不需要使用 has()：未填写的内容等于 null。"))
    return {name: read for name, read in reads.found.items() if name not in macros.bound}


def with_decimals(source: str) -> str:
    """Return a source with every whole number in it as a decimal one: 3 becomes 3.0."""
    return _TOKEN.sub(
        lambda match: f"{match.group()}.0" if _is_whole(match) else match.group(), source
    )


def _is_whole(match: re.Match[str]) -> bool:
    return match.lastgroup == "number" and match.group().isdigit()


def nests_macros(source: str) -> bool:
    """Say whether a list macro stands inside another one, which takes the product of their rows."""
    words = [(match.lastgroup, match.group()) for match in _TOKEN.finditer(source)]
    words = [word for word in words if word[0] != "space"]
    inside: list[bool] = []
    for position, (_kind, word) in enumerate(words):
        if word == "(":
            is_macro = _word(words, position - 1) in MACROS and _word(words, position - 2) == "."
            if is_macro and any(inside):
                return True
            inside.append(is_macro)
        elif word == ")" and inside:
            inside.pop()
    return False


def refuse_growth(source: str, *, place: str = "") -> None:
    """Let an expression pass whose result cannot be a product of lists.

    For those whose result is kept and read by the next one: a circle of them would fill any memory.

    :raises InvalidExpression: a list macro stands inside another one, or makes a list of anything
    """
    if nests_macros(source):
        raise _invalid(place, _("一个列表运算里面不能再有列表运算。"))
    words = [match.group() for match in _TOKEN.finditer(source) if match.lastgroup != "space"]
    if any(one == "." and two == "map" for one, two in pairwise(words)):
        raise _invalid(place, _("这里不能使用 map()。"))


def _refuse_depth(words: list[tuple[str | None, str]], place: str) -> None:
    depth = 0
    for kind, word in words:
        if kind == "mark":
            depth += (word in "([{") - (word in ")]}")
        if depth > DEEPEST:
            raise _invalid(place, _("括号嵌套不能超过 %(limit)d 层。") % {"limit": DEEPEST})
    if _LONG_RUN.search("".join(word for _kind, word in words)):
        raise _invalid(place, _("括号嵌套不能超过 %(limit)d 层。") % {"limit": DEEPEST})


class _Macros:
    """The list macros of an expression, and the names that they bind."""

    def __init__(self) -> None:
        self.count = 0
        self.bound: set[str] = set()

    def see(self, words: list[tuple[str | None, str]], position: int) -> None:
        before, word = _word(words, position - 1), _word(words, position)
        if before == "." and word in MACROS and _word(words, position + 1) == "(":
            self.count += 1
            self.bound.add(_word(words, position + 2))


class _Reads:
    """The variables of an expression and the fields that follow them."""

    def __init__(self) -> None:
        self.found: dict[str, frozenset[str] | None] = {}
        self.uses_has = False

    def see(self, words: list[tuple[str | None, str]], position: int) -> None:
        kind, word = words[position]
        if kind != "word" or word in LITERALS or _word(words, position - 1) == ".":
            return
        if _word(words, position + 1) == "(":
            self.uses_has = self.uses_has or word == "has"
            return
        follows = words[position + 2 : position + 3]
        is_field = _word(words, position + 1) == "." and bool(follows) and follows[0][0] == "word"
        if not is_field or _word(words, position + 3) == "(":
            self.found[word] = None
        elif self.found.get(word, frozenset()) is not None:
            self.found[word] = (self.found.get(word) or frozenset()) | {follows[0][1]}


def _word(words: list[tuple[str | None, str]], position: int) -> str:
    return words[position][1] if 0 <= position < len(words) else ""


def _part(value: object, read: frozenset[str] | None) -> object:
    if read is None:
        return value
    if isinstance(value, Mapping):
        return {name: value.get(name) for name in read}
    return dict.fromkeys(read) if value is None else value


def _first_sentence(error: Exception) -> str:
    """Return the library's message without the source and the drawing below it."""
    text = str(error).split("ERROR: <input>:", 1)[-1].split("\n", 1)[0]
    return text.split(" expecting {", 1)[0].split(" CEL does not", 1)[0].strip()[:200]


def _invalid(place: str, reason: str, cause: Exception | None = None) -> InvalidExpression:
    where = re.search(r"ERROR: <input>:(\d+):(\d+)", str(cause or ""))
    line, column = (int(where[1]), int(where[2])) if where else (1, 1)
    return InvalidExpression(
        params={"place": place, "reason": reason.rstrip("。"), "line": line, "column": column}
    )
