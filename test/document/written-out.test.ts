import { describe, expect, test } from 'vitest';
import { type DocumentClaim, judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Chapters that declare nothing and write entries with digits as subscripts, and the chain rule term by term.

const R = String.raw;

function claims(text: string): readonly DocumentClaim[] {
  return judgeDocument(text, { as: 'md' });
}

function verdicts(text: string): string {
  return claims(text)
    .map((c) => c.verdict.verdict)
    .join(' ');
}

/** A kernel of two weights slides over three inputs. */
const line = R`$$h_1 = u_1 x_1 + u_2 x_2 + c$$
$$h_2 = u_1 x_2 + u_2 x_3 + c$$
`;

/** A kernel of one row and two columns over two rows of two. */
const picture = R`$$q_{11} = k_{11} p_{11} + k_{12} p_{12}$$
$$q_{21} = k_{11} p_{21} + k_{12} p_{22}$$
`;

const grid = R`\begin{bmatrix}p_{11}&p_{12}&p_{13}\\p_{21}&p_{22}&p_{23}\\p_{31}&p_{32}&p_{33}\end{bmatrix}`;
const square = R`\begin{bmatrix}q_{11}&q_{12}\\q_{21}&q_{22}\end{bmatrix}`;
const result = R`\begin{bmatrix}r_{11}&r_{12}\\r_{21}&r_{22}\end{bmatrix}`;

describe('entries one by one', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(text)).toBe(expected);
    },
    [
      [line, 'definition definition'],
      // A second statement about an entry is a claim.
      [`${line}$$h_1 = c + u_2 x_2 + u_1 x_1$$`, 'definition definition proved'],
      [`${line}$$h_1 = c + u_2 x_3 + u_1 x_1$$`, 'definition definition refuted'],
      [`${line}$$h_1 + h_2 = u_1(x_1+x_2) + u_2(x_2+x_3) + 2c$$`, 'definition definition proved'],
      // Lines that begin with a sign belong to the one before.
      [
        R`$$\begin{aligned} q_{11} &= k_{11} p_{11} \\ &+ k_{12} p_{12} \\ &= p_{12} k_{12} + p_{11} k_{11} \end{aligned}$$`,
        'definition proved',
      ],
      // The formula for all entries comes first, and what is written out is claimed.
      [`$$H = U * X + c$$\n${line}`, 'definition proved proved'],
      [
        R`$$H = U * X + c$$ $$h_1 = u_1 x_1 + u_2 x_2 + c$$ $$h_2 = u_1 x_2 + u_2 x_2 + u_2 x_3 - u_2 x_3 + c$$`,
        'definition proved refuted',
      ],
      // A matrix that is new is what stands before the sign, and what is written out of it is claimed.
      [
        R`$$${grid} * ${square} = ${result}$$ $$r_{12} = q_{11}p_{12} + q_{12}p_{13} + q_{21}p_{22} + q_{22}p_{23}$$`,
        'definition proved',
      ],
      [
        R`$$${grid} * ${square} = ${result}$$ $$r_{12} = q_{11}p_{12} + q_{12}p_{13} + q_{21}p_{22} + q_{22}p_{22}$$`,
        'definition refuted',
      ],
      [
        R`即 $$${square} * ${grid} = ${result}$$ 亦即 $$r_{21} = q_{11}p_{21} + q_{12}p_{22} + q_{21}p_{31} + q_{22}p_{31}$$`,
        'definition refuted',
      ],
      [
        R`With a bias $c$ $$${grid} * ${square} = ${result}$$ $$r_{11} = q_{11}p_{11} + q_{12}p_{12} + q_{21}p_{21} + q_{22}p_{22} + c$$`,
        'unknown definition',
      ],
      // What is written does not span what the formula gives: then it is not all.
      [R`$$H = U * X$$ $$h_1 = u_1 x_1 + u_2 x_2$$ $$x_3 + x_4 = 1$$`, 'unknown definition unknown'],
      // Unknowns related to one another.
      [R`$$x_1 + x_2 = x_3 + x_4$$`, 'unknown'],
      [R`$$x_1 + x_2 = 5$$`, 'unknown'],
      // Entries for which other entries stand are not all numbers.
      [R`$$a_{11} = b_{11} + b_{12} + \cdots + b_{1n}$$ $$a_{11} = b_{11}$$`, 'definition unknown'],
      // Another section, another number of dimensions.
      [
        `# One\n${picture}\n# Two\n$$q_1 = k_1 p_1$$ $$q_1 = p_1 k_1$$`,
        'definition definition definition proved',
      ],
    ],
  );
});

describe('the chain rule, term by term', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(text).split(' ').slice(2).join(' ')).toBe(expected);
    },
    [
      [
        R`${line}$$\frac{\partial J}{\partial x_2} = \frac{\partial J}{\partial h_1}\frac{\partial h_1}{\partial x_2} + \frac{\partial J}{\partial h_2}\frac{\partial h_2}{\partial x_2} = \delta_{h1} u_2 + \delta_{h2} u_1$$`,
        'proved proved',
      ],
      [
        R`${line}$$\frac{\partial E}{\partial x_2} = \frac{\partial E}{\partial h_1}\frac{\partial h_1}{\partial x_2} + \frac{\partial E}{\partial h_2}\frac{\partial h_2}{\partial x_2} = \delta_{h_1} u_2 + \delta_{h_2} u_2$$`,
        'proved refuted',
      ],
      // A term is missing.
      [
        R`${line}$$\frac{\partial J}{\partial x_2} = \frac{\partial J}{\partial h_1}\frac{\partial h_1}{\partial x_2}$$`,
        'refuted',
      ],
      [R`${line}$$\frac{\partial J}{\partial c} = \delta_{h1} + \delta_{h2}$$`, 'proved'],
      [R`${line}$$\frac{\partial J}{\partial c} = \delta_{h1} - \delta_{h2}$$`, 'refuted'],
      [
        R`${line}$$\frac{\partial h_1}{\partial c} = 1$$ $$\frac{\partial h_2}{\partial x_1} = 0$$`,
        'proved proved',
      ],
      [R`${line}$$\frac{\partial h_2}{\partial x_1} = u_1$$`, 'refuted'],
      // A chain that goes on in the next display.
      [
        R`${picture}$$\frac{\partial L}{\partial k_{12}} = \frac{\partial L}{\partial q_{11}}\frac{\partial q_{11}}{\partial k_{12}} + \frac{\partial L}{\partial q_{21}}\frac{\partial q_{21}}{\partial k_{12}}$$
$$= \delta_{q11} p_{12} + \delta_{q21} p_{22}$$`,
        'proved proved',
      ],
      [
        R`${picture}$$\frac{\partial L}{\partial k_{12}} = \delta_{q11} p_{12} + \delta_{q21} p_{22}$$
$$= \delta_{q11} p_{12} + \delta_{q21} p_{21}$$`,
        'proved refuted',
      ],
      // Words stand between: then it is not known what the left side is.
      [
        R`${picture}$$\frac{\partial L}{\partial k_{12}} = \delta_{q11} p_{12} + \delta_{q21} p_{22}$$ which is also $$= \delta_{q11} p_{12}$$`,
        'proved skipped',
      ],
      // By custom the error has the subscripts of the outputs; what is false so may be meant otherwise.
      [
        R`${picture}$$\frac{\partial L}{\partial k_{12}} = \delta_{11} p_{12} + \delta_{21} p_{22}$$ $$\frac{\partial L}{\partial k_{12}} = \frac{\partial L}{\partial q_{11}} p_{12} + \delta_{21} p_{22}$$`,
        'proved proved',
      ],
      [
        R`${picture}$$\frac{\partial L}{\partial p_{12}} = \delta_{11} k_{12} + \delta_{21} k_{11}$$ $$\frac{\partial L}{\partial p_{11}} = \frac{\partial L}{\partial q_{11}}k_{11}$$`,
        'unknown proved',
      ],
      // The text says itself what its errors are.
      [
        R`${picture}$$\delta_{11} = \frac{\partial L}{\partial q_{11}}$$ $$\frac{\partial L}{\partial p_{12}} = \delta_{11} k_{11}$$`,
        'definition refuted',
      ],
      // The loss is not said to depend on one tensor alone.
      [
        R`${picture}$$\frac{\partial L}{\partial p_{11}} = \frac{\partial L}{\partial q_{11}} k_{11}$$ $$\frac{\partial L}{\partial r_{11}} = 1$$`,
        'skipped skipped',
      ],
      // What the loss is, the text may have said in words.
      [
        R`${picture}$$\frac{\partial L}{\partial q_{11}} = q_{11} - t_{11}$$ $$\frac{\partial L}{\partial p_{11}} = (q_{11} - t_{11}) k_{11}$$`,
        'unknown unknown',
      ],
    ],
  );

  test('entries that the text does not define may depend on anything', () => {
    const text = R`$$q_{11} = k_{11} p_{11} + k_{12} p_{12}$$ and likewise $q_{12}$.

$$\frac{\partial J}{\partial p_{12}} = \frac{\partial J}{\partial q_{11}} k_{12}$$ $$\frac{\partial q_{11}}{\partial p_{12}} = k_{12}$$ $$\frac{\partial q_{12}}{\partial p_{12}} = 0$$`;
    expect(verdicts(text)).toBe('definition skipped proved skipped');
  });

  // The loss as the text has it depends on the weights in another way, too; or it does not.
  rows(
    (loss: string, expected: string) => {
      const text = R`${line}$$L = ${loss}$$ $$\frac{\partial L}{\partial u_1} = \frac{\partial L}{\partial h_1} x_1 + \frac{\partial L}{\partial h_2} x_2$$`;
      expect(verdicts(text)).toBe(`definition definition definition ${expected}`);
    },
    [
      [R`\frac12 (h_1 - t_1)^2 + \frac12 (h_2 - t_2)^2 + u_1^2`, 'skipped'],
      [R`\frac12 (h_1 - t_1)^2 + \frac12 (h_2 - t_2)^2`, 'proved'],
    ],
  );

  // a is a function of z, which is not read; what y comes from is not known then.
  rows(
    (text: string, expected: string) => {
      expect(verdicts(text)).toBe(expected);
    },
    [
      [
        R`$$z_1 = w_1 x_1$$ $$a_1 = \sigma(z_1)$$ $$y_1 = a_1 + z_1$$ $$\frac{\partial y_1}{\partial w_1} = x_1$$ $$a_1 = z_1$$`,
        'definition definition definition skipped unknown',
      ],
      [
        R`$$z_1 = w_1 x_1$$ $$y_1 = a_1 + z_1$$ $$\frac{\partial y_1}{\partial w_1} = x_1$$ where $a_1 = \sigma(z_1)$.`,
        'definition definition skipped definition',
      ],
    ],
  );

  test('a counterexample names the outputs', () => {
    const [, , claim] = claims(R`${line}$$\frac{\partial J}{\partial x_1} = \delta_{h1} u_2$$`);
    expect(claim?.verdict.counterexample?.left).toBe("u_<1> J'_<1>(h)");
    expect(claim?.verdict.message).toContain('δ_{h…} read as ∂J/∂h_{…}');
    expect(claim?.repair?.source).toBe('u_1');
  });
});

describe('repairs', () => {
  rows(
    (relation: string, mended: string) => {
      const claim = claims(`${picture}$$${relation}$$`)[2];
      expect(`${claim?.verdict.verdict} ${claim?.repair?.source}`).toBe(`refuted ${mended}`);
    },
    [
      // The left side speaks of another entry.
      [
        R`\frac{\partial J}{\partial p_{11}} = \frac{\partial J}{\partial q_{11}}\frac{\partial q_{11}}{\partial p_{22}} + \frac{\partial J}{\partial q_{21}}\frac{\partial q_{21}}{\partial p_{22}}`,
        'p_{22}',
      ],
      [R`\frac{\partial J}{\partial p_{21}} = \delta_{q21} k_{12}`, 'k_{11}'],
    ],
  );
});

/** Two kernels over one input: the first subscript counts the kernels. */
const kernels = R`$$q_{11} = k_{11} p_1 + k_{12} p_2$$
$$q_{12} = k_{11} p_2 + k_{12} p_3$$
$$q_{21} = k_{21} p_1 + k_{22} p_2$$
$$q_{22} = k_{21} p_2 + k_{22} p_3$$
`;

describe('slices', () => {
  rows(
    (text: string, expected: string) => {
      expect(
        verdicts(kernels + text)
          .split(' ')
          .slice(4)
          .join(' '),
      ).toBe(expected);
    },
    [
      [
        R`$$\frac{\partial J}{\partial p_2} = \frac{\partial J}{\partial Q_1}\frac{\partial Q_1}{\partial p_2} + \frac{\partial J}{\partial Q_2}\frac{\partial Q_2}{\partial p_2}$$`,
        'proved',
      ],
      [
        R`$$\frac{\partial J}{\partial p_2} = \frac{\partial J}{\partial Q_1}\frac{\partial Q_1}{\partial p_2} + \frac{\partial J}{\partial Q_1}\frac{\partial Q_2}{\partial p_2}$$`,
        'skipped',
      ],
      [
        R`$$\frac{\partial J}{\partial p_2} = \frac{\partial J}{\partial Q_1}\frac{\partial Q_1}{\partial p_2}$$`,
        'refuted',
      ],
      // At the one position where the errors cover the turned kernel.
      [
        R`$$\frac{\partial J}{\partial p_2} = \delta_{q1} * K_1^{rot180} + \delta_{q2} * K_2^{rot180}$$`,
        'proved',
      ],
      // Shapes that are known from what is written alone call nothing false.
      [R`$$\frac{\partial J}{\partial p_2} = \delta_{q1} * K_1 + \delta_{q2} * K_2$$`, 'unknown'],
    ],
  );
});

describe('formulas of an earlier section', () => {
  const earlier = `# Forward\n${line}\n# Pooling\n$$y_{11} = m_{11}$$\n\n# Weights\n`;
  rows(
    (text: string, expected: string) => {
      expect(
        verdicts(earlier + text)
          .split(' ')
          .slice(3)
          .join(' '),
      ).toBe(expected);
    },
    [
      [
        R`$$\frac{\partial J}{\partial u_1} = \frac{\partial J}{\partial h_1}\frac{\partial h_1}{\partial u_1} + \frac{\partial J}{\partial h_2}\frac{\partial h_2}{\partial u_1} = \delta_{h1} x_1 + \delta_{h2} x_2$$`,
        'proved proved',
      ],
      // What is false of them may be meant of others.
      [R`$$\frac{\partial J}{\partial u_1} = \delta_{h1} x_1 + \delta_{h2} x_1$$`, 'unknown'],
      // Another number of dimensions: they are others.
      [R`$$\frac{\partial J}{\partial u_{11}} = \delta_{h1} x_1 + \delta_{h2} x_2$$`, 'skipped'],
    ],
  );
});

describe('in Chinese', () => {
  const forward = R`正向公式为：

$$s_{11} = v_{11} \cdot p_{11} + v_{12} \cdot p_{12} + v_{21} \cdot p_{21} + v_{22} \cdot p_{22} + \beta \tag{1}$$
$$s_{12} = v_{11} \cdot p_{12} + v_{12} \cdot p_{13} + v_{21} \cdot p_{22} + v_{22} \cdot p_{23} + \beta \tag{2}$$

`;
  rows(
    (text: string, expected: string) => {
      expect(verdicts(forward + text)).toBe(`definition definition ${expected}`);
    },
    [
      [
        R`求误差$E$对$p_{12}$的梯度，两项相加：

$$
\begin{aligned}
\frac{\partial E}{\partial p_{12}} &= \frac{\partial E}{\partial s_{11}}\frac{\partial s_{11}}{\partial p_{12}} \\\\
&+ \frac{\partial E}{\partial s_{12}}\frac{\partial s_{12}}{\partial p_{12}} \\\\
&= \delta_{s11} \cdot v_{12} + \delta_{s12} \cdot v_{11}
\end{aligned}
$$`,
        'proved proved',
      ],
      [
        R`最复杂的情况是$p_{22}$：

$$\frac{\partial E}{\partial p_{22}} = \delta_{s11} \cdot v_{22} + \delta_{s12} \cdot v_{22}$$`,
        'refuted',
      ],
      [R`偏移的梯度：$$\frac{\partial E}{\partial \beta} = \delta_{s11} + \delta_{s12}$$`, 'proved'],
      [R`当$\beta$很小时，$$\frac{\partial E}{\partial p_{22}} = \delta_{s11} \cdot v_{22}$$`, 'unknown'],
    ],
  );
});
