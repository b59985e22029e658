"""Templates as Jinja compiles them, with what is written out in them weighed when it is made."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes, utils
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context

from . import limits

MOST_KEPT = 64  # templates; while a design is being edited there are ever new ones
MOST_SOURCE = 4_000_000  # characters of a template; pictures and fonts lie beside it
MOST_TOKENS = 100_000  # words, signs and texts between them; the largest of the program's own has some thousand
# Of these the tables of Jinja's own reader would take the memory.
LONG_NUMBER = re.compile(r"0[xXbBoO][0-9a-fA-F_]{5000}|(?<![0-9_])[0-9_]{5000}")


class Namespace(utils.Namespace):
    """Jinja's, which shows nothing of what it holds: that may hold others, each of them twice."""

    def __repr__(self) -> str:
        return "<Namespace>"


class Generator(CodeGenerator):
    """Has what is written out as a list, a table or a joined text weighed when it is made, and nothing made before.

    Jinja works out what is constant while it compiles, which is outside of all that bounds a document.
    """

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("concat = environment.bounded_block")  # of macros and blocks; that of the page calls no such

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802 -- Jinja's names
        if _is_too_large(node):
            self._refuse(node)
        super().visit_Const(node, frame)

    def visit_EvalContextModifier(self, node: nodes.EvalContextModifier, frame: Frame) -> None:  # noqa: N802
        for keyword in node.options:
            self.writeline(f"context.eval_ctx.{keyword.key} = ")
            self.visit(keyword.value, frame)
            if isinstance(keyword.value, nodes.Const):
                setattr(frame.eval_ctx, keyword.key, keyword.value.value)
            else:
                frame.eval_ctx.volatile = True

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData | nodes.Const) or _is_too_large(node):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802
        self._weighed(super().visit_List, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802
        if node.ctx == "load":
            self._weighed(super().visit_Tuple, node, frame)
        else:
            super().visit_Tuple(node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        if len(node.items) > limits.MOST_KEYS:
            self._refuse(node)
        self._weighed(super().visit_Dict, node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self._weighed(self._concat, node, frame)

    def _concat(self, node: nodes.Concat, frame: Frame) -> None:
        """Write the call as Jinja does, with the parts weighed before they are one."""
        safe = "markup_join" if frame.eval_ctx.autoescape else "str_join"
        work = "(markup_join if context.eval_ctx.volatile else str_join)" if frame.eval_ctx.volatile else safe
        self.write(f"{work}(environment.side_by_side((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write(")))")

    def _weighed(self, visit: Callable[[Any, Frame], None], node: nodes.Expr, frame: Frame) -> None:
        self.write("environment.weighed(")
        visit(node, frame)
        self.write(")")

    def _refuse(self, node: nodes.Node) -> NoReturn:
        raise WrittenTooLarge("", node.lineno, self.name, self.filename)


def _is_too_large(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, int) and node.value.bit_length() > limits.MOST_BITS


class WrittenTooLarge(jinja2.TemplateSyntaxError):
    """Something that is written out in a template is larger than any such thing may become."""


class WrittenSize(Extension):
    """Refuses a template that is too long before anything is made of it: Python takes a thousand times its length."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        found = LONG_NUMBER.search(source)
        if len(source) > MOST_SOURCE or found:
            line = source.count("\n", 0, found.start() if found else 0) + 1
            raise WrittenTooLarge("", line, name, filename)
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for number, token in enumerate(stream):
            if number > MOST_TOKENS:
                raise WrittenTooLarge("", token.lineno, stream.name, stream.filename)
            yield token


class Template(jinja2.Template):
    """Whoever imports it has a module of its own, whose text is bounded: what one document sets there no other sees."""

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 -- Jinja's names
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        context = self.new_context(vars, shared, locals)
        return TemplateModule(self, context, list(limits.within(self.root_render_func(context))))

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        self._module = None
        return super()._get_default_module(ctx)


class CompiledTemplates(jinja2.BytecodeCache):
    """Templates as they were compiled, for as long as this process: several formats share some of them.

    To compile them all takes as long as to print a poster. What is compiled calls the environment that runs it.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        while len(self._kept) >= MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[bucket.key, bucket.checksum] = bucket.code
