# One row of LaTeX: items, separated by commas or words. The tokens come from latexReader.ts, which has bracketed
# every argument and removed fonts and layout; what `&` and `\\` separate is known by the kind of token.
#
# Start rule: `main`. Sums, products, relations and the reach of big operators are those of the native notation.

@preprocessor typescript
@{%
import { lexer } from './feed.js';
import * as tex from './latexNodes.js';
import * as build from './nodes.js';
%}
@lexer lexer

main -> list                           {% ([it]) => it %}

# k = 1, 2, \cdots, K \text{ and } l = 1: words are items too, and separate
list -> plain                          {% ([it]) => it %}
      | worded                         {% ([it]) => it %}
plain -> claim                         {% ([node]) => tex.firstEntry(node) %}
       | worded claim                  {% ([list, node]) => tex.nextEntry(list, 'words', node) %}
       | list separator claim          {% ([list, separator, node]) => tex.nextEntry(list, separator, node) %}
worded -> words                        {% ([node]) => tex.firstEntry(node) %}
        | list words                   {% ([list, node]) => tex.nextEntry(list, null, node) %}
        | list separator words         {% ([list, separator, node]) => tex.nextEntry(list, separator, node) %}
words -> %words                        {% ([token]) => tex.words(token) %}
separator -> %comma                    {% ([token]) => token %}
           | %semicolon                {% ([token]) => token %}
           | %gap                      {% ([token]) => token %}

# ---- or, and, not, then relations ----------------------------------------------------------------

claim -> both                          {% ([it]) => it %}
       | ors                           {% ([args]) => build.logic('or', args) %}
ors -> both %or both                   {% ([a, , b]) => build.more(build.one(a, a), b, b) %}
     | ors %or both                    {% ([args, , b]) => build.more(args, b, b) %}
both -> test                           {% ([it]) => it %}
      | ands                           {% ([args]) => build.logic('and', args) %}
ands -> test %and test                 {% ([a, , b]) => build.more(build.one(a, a), b, b) %}
      | ands %and test                 {% ([args, , b]) => build.more(args, b, b) %}
test -> fact                           {% ([it]) => it %}
      | %not test                      {% ([not, it]) => build.logic('not', build.one(it, it), build.span(not, it)) %}
fact -> sum                            {% ([it]) => it %}
      | relation                       {% ([it]) => it %}
      | continued                      {% ([steps]) => build.relation(null, steps) %}
# a row that begins with a relation sign goes on from the row before
continued -> %leading sum              {% ([token, right]) => tex.firstStep(token, right) %}
           | continued step            {% ([steps, step]) => build.more(steps, step, step.right) %}

@include "shared.ne"

# 2 \times -3: after an operator a factor may have a sign
chain -> chain operator sign factor    {% ([chain, operator, sign, factor]) => build.nextFactor(chain, operator, tex.signed(sign, factor)) %}

# ---- factors -------------------------------------------------------------------------------------

factor -> %name                        {% ([token]) => build.name(token) %}
        | %number                      {% ([token]) => build.number(token) %}
        | %dots                        {% ([token]) => ({ tag: 'dots', range: build.place(token) }) %}
        | %symbol                      {% ([token]) => tex.symbol(token) %}
        | %argOpen sum %argClose       {% ([open, node, close]) => tex.braced(open, node, close) %}
        | %open %close                 {% ([open, close]) => tex.group(open, null, close) %}
        | %open list %close            {% ([open, list, close]) => tex.group(open, list, close) %}
        | %fraction argument argument  {% ([token, a, b]) => tex.fraction(token, a.node, b.node, b.close) %}
        | %accent argument             {% ([token, a]) => tex.accent(token, a.node, a.close) %}
        | %root argument               {% ([token, a]) => build.command(token.value, [a.node], build.span(token, a.close)) %}
        | %binary argument argument    {% ([token, a, b]) => build.command(token.value, [a.node, b.node], build.span(token, b.close)) %}
        | factor %sub %argOpen list %argClose
                                       {% ([base, , , list, close]) => tex.subscript(base, list, close) %}
        | factor %sup %argOpen list %argClose
                                       {% ([base, , open, list, close]) => tex.superscript(base, open, list, close) %}
        | factor %prime                {% ([base, token]) => tex.primed(base, token) %}
        | matrix                       {% ([it]) => it %}
        | cases                        {% ([it]) => it %}
        | system                       {% ([it]) => it %}

argument -> %argOpen sum %argClose     {% ([, node, close]) => ({ node, close }) %}

# ---- \sum_{m=1}^{M}, with limits in either order or without --------------------------------------

head -> %reduction                     {% ([token]) => tex.limits(token, null, null, token) %}
      | %reduction lower               {% ([token, lower]) => tex.limits(token, lower.list, null, lower.close) %}
      | %reduction upper               {% ([token, upper]) => tex.limits(token, null, upper.list, upper.close) %}
      | %reduction lower upper         {% ([token, lower, upper]) => tex.limits(token, lower.list, upper.list, upper.close) %}
      | %reduction upper lower         {% ([token, upper, lower]) => tex.limits(token, lower.list, upper.list, lower.close) %}
lower -> %sub %argOpen list %argClose  {% ([, , list, close]) => ({ list, close }) %}
upper -> %sup %argOpen list %argClose  {% ([, , list, close]) => ({ list, close }) %}

# ---- tables --------------------------------------------------------------------------------------

matrix -> %matrixOpen rows %matrixClose
                                       {% ([open, rows, close]) => tex.matrix(open, rows, close) %}
rows -> cells                          {% ([cells]) => build.one(cells, cells) %}
      | rows %row cells                {% ([rows, , cells]) => build.more(rows, cells, cells) %}
cells -> cell                          {% ([cell]) => build.one(cell, cell) %}
       | cells %cell cell              {% ([cells, , cell]) => build.more(cells, cell, cell) %}
cell -> sum                            {% ([it]) => it %}
      | words                          {% ([it]) => it %}
      | %empty                         {% ([token]) => tex.emptyCell(token) %}

cases -> %casesOpen arms %casesClose   {% ([open, arms, close]) => build.cases(open, arms, close) %}
arms -> arm                            {% ([arm]) => build.one(arm, arm.value) %}
      | arms %row arm                  {% ([arms, , arm]) => build.more(arms, arm, arm.value) %}
arm -> sum %when list                  {% ([value, , when]) => tex.caseArm(value, when) %}

system -> %systemOpen equations %systemClose
                                       {% ([open, rows, close]) => tex.system(open, rows, close) %}
equations -> list                      {% ([list]) => build.one(list, list) %}
           | equations %row list       {% ([rows, , list]) => build.more(rows, list, list) %}
