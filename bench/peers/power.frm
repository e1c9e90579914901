* (w1*x1 + ... + w9*x9)^K, R times over, because FORM's clock counts in hundredths of a second. The time of one, by that
* clock, is printed.
#-
Off Statistics;
Symbols w1,...,w9, x1,...,x9;
#reset timer
#do r = 1, `R'
Local P = (<w1*x1>+...+<w9*x9>)^`K';
.sort
Drop P;
.sort
#enddo
#write "`TIMER_'"
.end
