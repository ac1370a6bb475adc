"""Templates as code: compiled once per machine, and with one call where Jinja makes two.

A build has some half a million outputs, and compiling the templates takes as long as forty municipalities.
"""

import hashlib
import sys
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Const, Expr, Name, Node
from markupsafe import Markup, escape

from reports.language import catalog_path
from reports.webtext import harmless

FOLDER = Path(__file__).parent / "templates" / "__pycache__"
"""Beside the templates, as Python keeps its own."""
_PATTERN = "vagvisaren-1-%s.cache"
"""To be raised with `Generator`: a file is known by its template, its catalog and Jinja's version."""


class Compiled(FileSystemBytecodeCache):
    """Of one language. Also in memory, for the next build; where nothing can be written, only there."""

    def __init__(self, code: str) -> None:
        super().__init__(str(FOLDER), _PATTERN)
        self._language = code
        self._catalog = hashlib.sha256(catalog_path(code).read_bytes()).hexdigest()
        self._code: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(f"{self._language} {name}", filename)

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(self._catalog + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])
            return
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                FOLDER.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def compiled(code: str) -> Compiled:
    """Those of a language."""
    return Compiled(code)


def shown(value: object) -> str:
    """What a template puts out, escaped. The last net under the `web` filter: no text reaches a page with
    control characters in it. Plain text, as it is only joined: there are 800,000 in a report of 290."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]  # mypy does not follow `kind`
    if kind is str:
        return _text(value)
    return str(value) if kind is int else str(escape(value))


@lru_cache(maxsize=16_384)
def _text(text: str) -> str:
    """Most texts of a report stand in it many times."""
    return str(escape(harmless(text)))


class Generator(CodeGenerator):
    """`{{ value }}` becomes `finalize(value)` instead of `escape(finalize(value))`: ours escapes. A message
    without values is looked up once, here. Overrides what Jinja's own native environment does."""

    def _output_child_to_const(self, node: Expr, frame: Frame, finalize: Any) -> str:
        message = _message(node)
        if message is not None and _escaping(frame):
            return str(self.environment.globals["_"](message))  # type: ignore[operator]
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if _escaping(frame):
            self.write("environment.finalize(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if _escaping(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _message(node: Node) -> str | None:
    """The text of `_("…")`; None for everything else."""
    if isinstance(node, Call) and isinstance(node.node, Name) and node.node.name == "_":
        alone = len(node.args) == 1 and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        text = node.args[0] if alone else None
        if isinstance(text, Const) and isinstance(text.value, str):
            return text.value
    return None


def _escaping(frame: Frame) -> bool:
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
