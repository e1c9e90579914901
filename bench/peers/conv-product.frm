* The same as a product of two polynomials: a^k*b^l marks the cell. This spares FORM the sums over all four indices, and
* is the fastest form that we know.
#-
Off Statistics;
CFunctions w, x;
Symbols a, b, i, j, m, n;
Local D = sum_(m,1,`M',a^m*sum_(n,1,`M',b^n*w(m,n)))*sum_(i,1,`N',a^i*sum_(j,1,`N',b^j*x(i,j)))
  - sum_(i,1,`N',a^i*sum_(j,1,`N',b^j*x(i,j)))*sum_(m,1,`M',a^m*sum_(n,1,`M',b^n*w(m,n)));
.sort
#if (termsin(D) == 0)
#write "equal"
#endif
.end
