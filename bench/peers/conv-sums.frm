* Full convolution of an N x N with an M x M matrix in both orders, as it is written: y(k,l) marks the cell, and the
* difference must vanish. What does not depend on the inner sums stands before them.
#-
Off Statistics;
CFunctions w, x, y;
Symbols i, j, m, n;
Local D = sum_(m,1,`M',sum_(n,1,`M',w(m,n)*sum_(i,1,`N',sum_(j,1,`N',y(m+i-1,n+j-1)*x(i,j)))))
  - sum_(i,1,`N',sum_(j,1,`N',x(i,j)*sum_(m,1,`M',sum_(n,1,`M',y(m+i-1,n+j-1)*w(m,n)))));
.sort
#if (termsin(D) == 0)
#write "equal"
#endif
.end
