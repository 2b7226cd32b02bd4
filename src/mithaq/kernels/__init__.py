"""Pure Python: no Django, no clock, no unseeded chance, no prose. The kernels do not know one another."""
