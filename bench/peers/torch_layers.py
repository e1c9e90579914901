# Layers in PyTorch on one thread: a list of cases as JSON comes in, the milliseconds of [forward, gradient by the input,
# gradient by the kernel] of each go out, medians of processor time.

import json
import statistics
import sys
import time

try:
    import torch
except ImportError:
    print(json.dumps(None))
    sys.exit()

torch.set_num_threads(1)


def median(work):
    work()
    times, begin = [], time.perf_counter()
    while len(times) < 5 or time.perf_counter() - begin < 0.5:
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def layer(case):
    b, c, d, i, j, m, n = (case[name] for name in "BCDIJMN")
    options = {"stride": case["stride"], "padding": case["pad"], "dilation": case["dilation"]}
    x, w = torch.rand(b, c, i, j) - 0.5, torch.rand(d, c, m, n) - 0.5
    forward = lambda: torch.nn.functional.conv2d(x, w, **options)
    g = torch.rand_like(forward()) - 0.5
    by_input = lambda: torch.nn.grad.conv2d_input(x.shape, w, g, **options)
    by_kernel = lambda: torch.nn.grad.conv2d_weight(x, w.shape, g, **options)
    return [median(work) for work in (forward, by_input, by_kernel)]


print(json.dumps({"version": torch.__version__, "times": [layer(case) for case in json.load(sys.stdin)]}))
