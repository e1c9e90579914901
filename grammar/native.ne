# The native notation: statements of a .conv text, and single formulas. Start rules: `statement`, `formula`.
#
# A guard `[i < j] e` and a matrix `[1, 2]` are told apart by the comparison, a parenthesised condition from a
# group in the same way, so every accepted text has exactly one parse. Words in quotes are reserved (see tokens.ts)
# or stand where no name can stand.

@preprocessor typescript
@{%
import { lexer } from './feed.js';
import * as build from './nodes.js';
import * as statements from './statements.js';
%}
@lexer lexer

statement -> tensor                    {% ([it]) => it %}
           | size                      {% ([it]) => it %}
           | assume                    {% ([it]) => it %}
           | index                     {% ([it]) => it %}
           | function                  {% ([it]) => it %}
           | define                    {% ([it]) => it %}
           | theorem                   {% ([it]) => it %}
           | %separator                {% ([token]) => statements.fresh(token) %}

formula -> sum                         {% ([it]) => it %}
         | relation                    {% ([it]) => it %}

@include "shared.ne"

# ---- factors: a subscript binds before a power ---------------------------------------------------

factor -> entry                        {% ([it]) => it %}
        | entry %caret exponent        {% ([base, , exponent]) => build.power(base, exponent) %}
exponent -> name                       {% ([it]) => it %}
          | number                     {% ([it]) => it %}
          | group                      {% ([it]) => it %}

entry -> number                        {% ([it]) => it %}
       | cases                         {% ([it]) => it %}
       | subscriptable                 {% ([it]) => it %}
       | subscriptable subscripts      {% ([base, at]) => build.subscript(base, at.items, at) %}
subscriptable -> name                  {% ([it]) => it %}
               | group                 {% ([it]) => it %}
               | matrix                {% ([it]) => it %}

# x_<i,j>, or with one single item R_0, R_l
subscripts -> %lsub sumlist %rsub      {% ([open, items, close]) => ({ items, range: build.span(open, close) }) %}
            | %under name              {% ([open, item]) => ({ items: build.one(item, item), range: build.span(open, item) }) %}
            | %under number            {% ([open, item]) => ({ items: build.one(item, item), range: build.span(open, item) }) %}

name -> %name                          {% ([token]) => build.name(token) %}
number -> %number                      {% ([token]) => build.number(token) %}
group -> %lparen sumlist %rparen       {% ([open, items, close]) => build.group('(', open, items, close) %}

sumlist -> sum                         {% ([sum]) => build.one(sum, sum) %}
         | sumlist %comma sum          {% ([list, , sum]) => build.more(list, sum, sum) %}

# [1, 2; 3, 4]
matrix -> %lbracket rows %rbracket     {% ([open, rows, close]) => build.matrix(open, rows, close) %}
rows -> sumlist                        {% ([row]) => build.one(row, row) %}
      | rows %semicolon sumlist        {% ([rows, , row]) => build.more(rows, row, row) %}

# { e1 if c1, c2; e2 otherwise }
cases -> %lbrace arms %rbrace          {% ([open, arms, close]) => build.cases(open, arms, close) %}
arms -> arm                            {% ([arm]) => build.one(arm, arm.value) %}
      | arms %semicolon arm            {% ([arms, , arm]) => build.more(arms, arm, arm.value) %}
arm -> sum "if" conditions             {% ([value, , conditions]) => build.arm(value, conditions) %}
     | sum "otherwise"                 {% ([value]) => build.arm(value, null) %}

# ---- what reaches over the rest of the product ---------------------------------------------------

head -> %reduction binders %rsub       {% ([open, binders, close]) => build.reductionHead(open.value, binders, build.span(open, close)) %}
      | %lbracket conditions %rbracket {% ([open, conditions, close]) => build.guardHead(conditions, build.span(open, close)) %}

binders -> binder                      {% ([it]) => build.one(it, it) %}
         | binders %comma binder       {% ([list, , it]) => build.more(list, it, it) %}
binder -> %name                        {% ([name]) => build.binder(name, null) %}
        | %name "=" bounds             {% ([name, , bounds]) => build.binder(name, bounds) %}

# m in 1..M, l in 0.., in an index line
ranges -> range                        {% ([it]) => build.one(it, it) %}
        | ranges %comma range          {% ([list, , it]) => build.more(list, it, it) %}
range -> %name                         {% ([name]) => build.binder(name, null) %}
       | %name "in" bounds             {% ([name, , bounds]) => build.binder(name, bounds) %}
       | %name "in" sum %dots          {% ([name, , from, dots]) => build.binder(name, build.endless(from, dots)) %}

bounds -> sum %dots sum                {% ([from, , to]) => ({ from, to, down: false, range: build.span(from, to) }) %}
        | sum %dots sum "down"         {% ([from, , to, down]) => ({ from, to, down: true, range: build.span(from, down) }) %}

# ---- conditions: or, and, not, then comparisons --------------------------------------------------

conditions -> condition                {% ([it]) => build.one(it, it) %}
            | conditions %comma condition {% ([list, , it]) => build.more(list, it, it) %}
condition -> both                      {% ([it]) => it %}
           | ors                       {% ([args]) => build.logic('or', args) %}
ors -> both "or" both                  {% ([a, , b]) => build.more(build.one(a, a), b, b) %}
     | ors "or" both                   {% ([args, , b]) => build.more(args, b, b) %}
both -> test                           {% ([it]) => it %}
      | ands                           {% ([args]) => build.logic('and', args) %}
ands -> test "and" test                {% ([a, , b]) => build.more(build.one(a, a), b, b) %}
      | ands "and" test                {% ([args, , b]) => build.more(args, b, b) %}
test -> relation                       {% ([it]) => it %}
      | sum "divides" sum              {% ([d, , e]) => build.command('divides', [d, e], build.span(d, e)) %}
      | "not" test                     {% ([not, it]) => build.logic('not', build.one(it, it), build.span(not, it)) %}
      | %lparen condition %rparen      {% ([, it]) => it %}

# ---- statements ----------------------------------------------------------------------------------

tensor -> "tensor" declarators         {% ([word, list]) => statements.tensor(word, list) %}
declarators -> declarator              {% ([it]) => build.one(it, it) %}
             | declarators %comma declarator {% ([list, , it]) => build.more(list, it, it) %}
declarator -> %name                    {% ([name]) => statements.declarator(name, null) %}
            | shaped                   {% ([it]) => it %}
shaped -> %name dimensions             {% ([name, dimensions]) => statements.declarator(name, dimensions) %}

# [M, 0..N-1], and [0..] for a sequence without end
dimensions -> %lbracket dimlist %rbracket {% ([open, items, close]) => ({ items, range: build.span(open, close) }) %}
dimlist -> dimension                   {% ([it]) => build.one(it, it) %}
         | dimlist %comma dimension    {% ([list, , it]) => build.more(list, it, it) %}
dimension -> sum                       {% ([to]) => statements.dimension(null, to) %}
           | sum %dots sum             {% ([from, , to]) => statements.dimension(from, to) %}
           | sum %dots                 {% ([from, dots]) => statements.endless(from, dots) %}

size -> "size" words                   {% ([word, names]) => statements.size(word, names) %}
words -> %name                         {% ([token]) => build.one(token.value, token) %}
       | words %comma %name            {% ([list, , token]) => build.more(list, token.value, token) %}

assume -> "assume" conditions          {% ([word, list]) => statements.assume(word, list) %}
index -> "index" ranges                {% ([word, list]) => statements.index(word, list) %}
function -> "function" opaques         {% ([word, list]) => statements.opaque(word, list) %}
opaques -> opaque                      {% ([it]) => build.one(it, it) %}
         | opaques %comma opaque       {% ([list, , it]) => build.more(list, it, it) %}
opaque -> %name %lparen words %rparen  {% ([name, , names, close]) => statements.signature(name, names, close) %}

define -> "define" defhead shape at "=" sum
                                       {% ([word, head, shape, at, , body]) => statements.define(word, head, shape, at, body, null) %}
        | "define" defhead shape at "=" sum "for" conditions
                                       {% ([word, head, shape, at, , body, , when]) => statements.define(word, head, shape, at, body, when) %}
defhead -> %name                       {% ([name]) => statements.nameHead(name) %}
         | %lparen declarator operator declarator %rparen
                                       {% ([open, left, operator, right, close]) => statements.operatorHead(open, left, operator, right, close) %}
         | %name %lparen parameters %rparen
                                       {% ([name, , list, close]) => statements.callHead(name, list, close) %}
parameters -> parameter                {% ([it]) => build.one(it, it) %}
            | parameters %comma parameter {% ([list, , it]) => build.more(list, it, it) %}
parameter -> name                      {% ([it]) => it %}
           | shaped                    {% ([it]) => it %}
shape -> null                          {% () => null %}
       | dimensions                    {% ([it]) => it %}
at -> null                             {% () => null %}
    | subscripts                       {% ([it]) => it %}

theorem -> "theorem" %title %colon relation
                                       {% ([word, name, , claim]) => statements.theorem(word, name, null, claim) %}
         | "theorem" %title "by" "induction" "on" %title %colon relation
                                       {% ([word, name, , , , on, , claim]) => statements.theorem(word, name, on, claim) %}
