# The staircase both notations share: relation chains, sums, products, and how far a big operator reaches.
#
# A grammar that says @include "shared.ne" must supply
#   - in its @{% %} block: `import * as build from './nodes.js'` and `import { lexer } from './feed.js'`,
#   - the nonterminal `factor` (a Node: name, number, group, subscripted or raised thing, …),
#   - the nonterminal `head` (a build.Head: `sum_<m=1..M>`, `\sum_{m=1}^M`, a guard `[c1, c2]`),
#   - tokens of the types %sign, %product and %relation whose `value` is the canonical operator of operators.ts.
# It may add alternatives to `sign`, `operator` and `relationSign` (each gives a build.Mark), and use
#   relation (chain of one or more relations), steps (its part from the first sign on, a List, for continued lines),
#   sum, term, chain (factors, a List).
# Everything is a draft until `seal` (see nodes.ts). Lists recurse on the left: the parser is linear on those.

@lexer lexer

# a = b <= c
relation -> sum steps                  {% ([first, steps]) => build.relation(first, steps) %}
steps -> step                          {% ([step]) => build.one(step, { range: { start: step.at.start, end: step.right.range.end } }) %}
       | steps step                    {% ([steps, step]) => build.more(steps, step, step.right) %}
step -> relationSign sum               {% ([operator, right]) => build.step(operator, right) %}

# a + b - c, with a sign before the first term or none
sum -> terms                           {% ([terms]) => build.sum(terms) %}
terms -> term                          {% ([term]) => build.firstTerm(null, term) %}
       | sign term                     {% ([sign, term]) => build.firstTerm(sign, term) %}
       | terms sign term               {% ([terms, sign, term]) => build.nextTerm(terms, sign, term) %}

# A big operator or guard reaches over the whole rest of its product, so a product is: what leads up to its last
# head, and the factors after it. (A rule `head term` would say the same and cost heads times factors.)
term -> chain                          {% ([chain]) => build.product(chain) %}
      | lead chain                     {% ([lead, chain]) => build.led(lead, chain) %}
lead -> stretch                        {% ([stretch]) => build.one(stretch, stretch.factors ?? stretch.head) %}
      | lead stretch                   {% ([lead, stretch]) => build.more(lead, stretch, stretch.head) %}
stretch -> head                        {% ([head]) => ({ factors: null, operator: null, head }) %}
         | chain head                  {% ([factors, head]) => ({ factors, operator: null, head }) %}
         | chain operator head         {% ([factors, operator, head]) => ({ factors, operator, head }) %}

# a b * c / d: one level, left to right
chain -> factor                        {% ([factor]) => build.firstFactor(factor) %}
       | chain factor                  {% ([chain, factor]) => build.nextFactor(chain, null, factor) %}
       | chain operator factor         {% ([chain, operator, factor]) => build.nextFactor(chain, operator, factor) %}

sign -> %sign                          {% ([token]) => build.mark(token) %}
operator -> %product                   {% ([token]) => build.mark(token) %}
relationSign -> %relation              {% ([token]) => build.mark(token) %}
