"""Finds, in the source, every code that the program says to its users, with the details that go with it."""

import ast
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assistant.errors import TactfulError

SOURCE = Path(__file__).parents[2] / "assistant"
# Codes that only the running program puts together: (file, the expression) -> what it can be.
COMPUTED = {
    ("intake/bank_entries.py", "code"): ("entries_pending", "entries_outgoing", "entries_returned_to_us"),
    ("workflow/freshness.py", "f'lapsed_{status.value}'"): ("lapsed_stale", "lapsed_expired"),
    ("intake/questions.py", "code"): ("unclear_date", "unclear_amount", "unclear_sign"),
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A code at one place; ``details`` are the names that are given with it there."""

    kind: str
    code: str
    details: frozenset[str]
    where: str


@dataclass
class _Module:
    path: str
    tree: ast.Module
    around: dict[ast.AST, ast.FunctionDef | None] = field(default_factory=dict)

    def __post_init__(self):
        self._note(self.tree, None)

    def _note(self, node, function):
        for child in ast.iter_child_nodes(node):
            self.around[child] = function
            self._note(child, child if isinstance(child, ast.FunctionDef) else function)

    @property
    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@cache
def everything_said() -> tuple[Said, ...]:
    """Every reason and error in the source."""
    modules = [_Module(path.relative_to(SOURCE).as_posix(), _tree(path)) for path in sorted(SOURCE.rglob("*.py"))]
    errors = _error_classes(modules)
    return tuple(said for module in modules for call in module.calls for said in _said(call, module, modules, errors))


def constants_given_to(function: str, position: int) -> set[str]:
    """The literal texts that stand at ``position`` in the calls of ``function``."""
    calls = (call for path in SOURCE.rglob("*.py") for call in _calls(path))
    given = (call.args[position] for call in calls if _called(call) == function and len(call.args) > position)
    return {text for value in given for text in _literals(value)}


@cache
def roles_of_facts() -> set[str]:
    """The roles that facts are made with: each literal text right after a ``FactKind``."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(_tree(path)):
            row = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
            pairs = itertools.pairwise(row)
            found |= {
                t for one, next_one in pairs if ast.unparse(one).startswith("FactKind.") for t in _literals(next_one)
            }
    return found


def codes_given_by_name(folder: str) -> set[str]:
    """What ``code=`` is in the calls of one folder: an outcome that is worded elsewhere."""
    given = (
        k.value
        for path in (SOURCE / folder).glob("*.py")
        for call in _calls(path)
        for k in call.keywords
        if k.arg == "code"
    )
    return {text for value in given for text in _literals(value)}


@cache
def labels_shown() -> dict[str, set[str]]:
    """Each label that is asked for by its name, with the values that are put into it (``….label("x").format(y=…)``)."""
    shown: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        if path.is_relative_to(SOURCE / "adapters"):
            continue  # what is called a label there is a column's or a number's
        for call in _calls(path):
            if ast.unparse(call.func).endswith(".label") and call.args:
                shown.setdefault(call.args[0].value, set())
            elif isinstance(call.func, ast.Attribute) and call.func.attr == "format":
                inner = call.func.value
                if isinstance(inner, ast.Call) and ast.unparse(inner.func).endswith(".label"):
                    shown.setdefault(inner.args[0].value, set()).update(k.arg for k in call.keywords)
    return shown


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _literals(value: ast.expr) -> set[str]:
    if isinstance(value, ast.IfExp):
        return _literals(value.body) | _literals(value.orelse)
    return {value.value} if isinstance(value, ast.Constant) and isinstance(value.value, str) else set()


def _error_classes(modules: Iterable[_Module]) -> set[str]:
    known = {TactfulError.__name__}
    before = 0
    while len(known) > before:
        before = len(known)
        for module in modules:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ClassDef) and known & {
                    ast.unparse(base).rpartition(".")[2] for base in node.bases
                }:
                    known.add(node.name)
    return known


def _said(call: ast.Call, module: _Module, modules: list[_Module], errors: set[str]) -> Iterator[Said]:
    if ast.unparse(call.func) in ("Reason.of", "Reason"):
        kind = "reason"
    elif _called(call) in errors:
        kind = "error"
    else:
        return
    where = f"{module.path}:{call.lineno}"
    if not call.args or ast.unparse(call.args[0]).endswith("error.code"):
        return  # an error's own code, passed on
    found = list(_codes(call, module, modules))
    assert found, f"{where}: the code cannot be followed; write it out, or list it in COMPUTED"
    yield from (Said(kind=kind, code=code, details=details, where=where) for code, details in found)


def _codes(call: ast.Call, module: _Module, modules: list[_Module]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each code that the call can say, with its details."""
    code, function = call.args[0], module.around[call]
    own = {k.arg for k in call.keywords if k.arg}
    spread = [k.value for k in call.keywords if k.arg is None] + ([] if _called(call) != "Reason" else call.args[1:])
    computed = COMPUTED.get((module.path, ast.unparse(code)))
    values = computed or _values(code, function, module)
    if values is not None:
        details = own | {name for each in spread for name in _keys(each, function, call, module)}
        yield from ((value, frozenset(details)) for value in values)
        return
    for caller, home in _callers(function, module, modules):
        inside = _argument(caller, function, code)
        given = {k.arg for k in caller.keywords if k.arg} - {a.arg for a in _parameters(function)} if spread else set()
        for value in _values(inside, home.around[caller], home) or _passed_on(inside, caller, home, modules):
            yield value, frozenset(own | given)


def _values(code: ast.expr, function: ast.FunctionDef | None, module: _Module) -> tuple[str, ...] | None:
    match code:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.IfExp(body=one, orelse=other):
            return (_values(one, function, module) or ()) + (_values(other, function, module) or ())
        case ast.Name(id=name) if function and name not in {a.arg for a in _parameters(function)}:
            assigned = [
                n.value for n in ast.walk(function) if isinstance(n, ast.Assign) and ast.unparse(n.targets[0]) == name
            ]
            return tuple(v for value in assigned for v in _values(value, function, module) or ())
        case ast.Attribute(attr="code"):
            return tuple(sorted(codes_given_by_name(Path(module.path).parent.as_posix())))
    return None


def _passed_on(code: ast.expr, call: ast.Call, module: _Module, modules: list[_Module]) -> Iterator[str]:
    function = module.around[call]
    for caller, home in _callers(function, module, modules):
        yield from _values(_argument(caller, function, code), home.around[caller], home) or ()


def _callers(
    function: ast.FunctionDef | None, module: _Module, modules: list[_Module]
) -> Iterator[tuple[ast.Call, _Module]]:
    assert function is not None, f"{module.path}: a code outside of every function is not a literal"
    folder = Path(module.path).parent
    for home in modules:
        if Path(home.path).parent == folder:
            yield from ((call, home) for call in home.calls if _called(call) == function.name)


def _argument(call: ast.Call, function: ast.FunctionDef, parameter: ast.expr) -> ast.expr:
    name = ast.unparse(parameter)
    names = [a.arg for a in _parameters(function) if a.arg not in ("self", "cls")]
    assert name in names, f"{function.name}: the code {name} cannot be followed; write it out, or list it in COMPUTED"
    by_name = {k.arg: k.value for k in call.keywords}
    return by_name.get(name) or call.args[names.index(name)]


def _keys(spread: ast.expr, function: ast.FunctionDef | None, call: ast.Call, module: _Module) -> set[str]:
    """The names in a mapping that is written out, there or where its variable is set."""
    if isinstance(spread, ast.Dict):
        return {key.value for key in spread.keys if isinstance(key, ast.Constant)}
    for node in ast.walk(function) if function else ():
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(spread):
            return _keys(node.value, function, call, module)
    raise AssertionError(f"{module.path}:{call.lineno}: the details {ast.unparse(spread)} cannot be followed")


def _parameters(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]
