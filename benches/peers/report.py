#!/usr/bin/env python3
"""Writes the page of measurements from stored results:  report.py RESULTS_DIR PAGE.md

Every number comes from the result files that `run` left in RESULTS_DIR. A text beside the page, inference-notes.md for
inference.md, is put in under "What stands in the way".
"""
import json
import math
import statistics
import sys
from pathlib import Path

CHOICES = json.loads((Path(__file__).resolve().parent / "peers.json").read_text())
NETS = CHOICES["small"] + CHOICES["large"]
WRONG = 1e-4            # a peer whose posteriors are off by more is never called best
LARGE_CELLS = 100_000   # cells of all cliques from which bandwidth, not overhead, sets the time
GOALS = {"panel": (20, 3), "p10": (10, 3), "cold": (10, 3)}    # geometric mean, and for every network
GOAL_LOAD, GOAL_IDEAL, GOAL_MEMORY, GOAL_ACCURACY = 5, 0.5, 1.5, 1e-9
GOAL_ALL, GOAL_ONE, GOAL_GRADIENT, GOAL_DRAWS = 100, 20, 4, 200
TITLES = {"panel": "All posteriors, same variables observed (panel)", "p10": "All posteriors, other variables observed each time (p10)",
          "cold": "From nothing (cold)", "load": "Loading BIF"}


# ------------------------------------------------------------------------------------------------- results
class Results:
    """What `run` stored: one file per network and side, each with the stamp of the run that made it."""

    def __init__(self, folder):
        self.files = {f.stem: json.loads(f.read_text()) for f in sorted(folder.glob("*.json")) if f.stem not in ("tmp", "machine-plain")}
        self.records = {}
        for name, doc in self.files.items():
            if name.startswith(("abduce-", "peers-")):
                for r in doc["results"] or []:
                    self.records[r["net"], r["peer"], r["threads"]] = r

    def batch(self, who, net):
        return (self.of(f"batch-{who}-{net}") or {}).get(net, {})

    def of(self, name):
        return self.files.get(name, {}).get("results")

    def runs(self):
        """{(run, mode, command, commit): the files that it made}"""
        out = {}
        for name, doc in self.files.items():
            out.setdefault((doc["run"], doc["mode"], doc["command"]), []).append(name)
        return out

    def times(self, net, engine, what, threads=1, clock=None):
        r = self.records.get((net, engine, threads), {})
        unit = clock or ("_cpu" if threads == 1 and r.get("query_cpu") else "_s")
        if what in ("cold", "load"):
            return r.get({"cold": "cold_prior", "load": "load"}[what] + unit) or []
        return (r.get("query" + unit) or {}).get(what) or []

    def time(self, *which, **more):
        xs = self.times(*which, **more)
        return statistics.median(xs) if xs else None

    def wrong(self, net, engine):
        e = self.records.get((net, engine, 1), {}).get("max_posterior_error")
        return e is None or not e < WRONG

    def best(self, net, what):
        """The fastest peer with right answers: (seconds, name), or None."""
        found = [(self.time(net, e, what), e) for e in CHOICES["engines"] if not self.wrong(net, e)]
        return min((f for f in found if f[0] is not None), default=None)


# -------------------------------------------------------------------------------------------------- format
def seconds(s):
    if s is None:
        return "-"
    for least, unit, factor in ((1, "s", 1), (1e-3, "ms", 1e3), (1e-6, "us", 1e6)):
        if s >= least:
            return f"{s * factor:.3g} {unit}" if s * factor < 100 else f"{s * factor:.0f} {unit}"
    return f"{s * 1e6:.2f} us"


def times_faster(r):
    return "-" if r is None else f"{r:.0f}" if r >= 100 else f"{r:.1f}"


def size(n):
    return "-" if n is None else f"{n / 2 ** 20:.1f} MiB" if n >= 2 ** 17 else f"{n / 1024:.1f} KiB"


def verdict(met):
    return "-" if met is None else "met" if met else "**missed**"


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"] + ["| " + " | ".join(map(str, r)) + " |" for r in rows] + [""]


def geometric_mean(xs):
    return math.exp(statistics.fmean(math.log(x) for x in xs)) if xs else None


# ------------------------------------------------------------------------------------------- against the peers
def against_best(res, what):
    """Rows of one table, and the ratios by network."""
    rows, ratios = [], {}
    least = GOAL_LOAD if what == "load" else GOALS[what][1]
    for net in NETS:
        ours, best = res.time(net, "abduce", what), res.best(net, what)
        if ours is None and best is None:
            continue
        ratio = best[0] / ours if ours and best else None
        if ratio is not None:
            ratios[net] = ratio
        asked = any((net, e, 1) in res.records for e in CHOICES["engines"])
        met = None
        if asked and (net, "abduce", 1) in res.records:
            met = ratio >= least if ratio is not None else ours is not None
            if ours is None:
                ratios[net] = 0.0
        rows.append([net, seconds(ours), best[1] if best else "none answers" if asked else "not measured",
                     seconds(best[0] if best else None), times_faster(ratio), verdict(met)])
        if what == "load":
            n_bytes = res.files.get(f"abduce-{net}", {}).get("bif_bytes")
            rows[-1] += [size(n_bytes), f"{ours * 1e9 / n_bytes:.1f}" if ours and n_bytes else "-"]
    return rows, ratios


def section_peers(res, what, goals):
    rows, ratios = against_best(res, what)
    if not rows:
        return []
    least = GOAL_LOAD if what == "load" else GOALS[what][1]
    head = ["network", "abduce", "best peer", "its time", "times faster", f"at least {least}"] + (["file", "ns a byte"] if what == "load" else [])
    out = [f"## {TITLES[what]}", ""] + table(head, rows)
    answered = [r for r in ratios.values() if r]
    if answered:
        mean, low = geometric_mean(answered), min(ratios, key=ratios.get)
        out += [f"Geometric mean over {len(answered)} networks: {times_faster(mean)} times; least on {low}: {times_faster(ratios[low])}.", ""]
        if what != "load":
            goals.append((f"{what}: geometric mean at least {GOALS[what][0]} times the best peer", times_faster(mean), mean >= GOALS[what][0]))
        below = [n for n, r in ratios.items() if r < least]
        goals.append((f"{what}: at least {least} times the best peer on every network",
                      f"least {times_faster(ratios[low])} ({low})" + (f"; below on {', '.join(below)}" if below else ""), not below))
    return out


# ----------------------------------------------------------------------------------------- against the machine
def ideals(res):
    """{network: (cells of the best tree, ideal seconds)} from the table that the harness printed."""
    out = {}
    for line in (res.of("ideal") or "").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if cells[0] in NETS:
            out[cells[0]] = (int(cells[2]), float(cells[6]) * 1e-6)
    return out


def section_ideal(res, goals):
    rows, shares = [], {}
    for net, (cells, ideal) in ideals(res).items():
        prior, panel = (res.time(net, "abduce", w) for w in ("prior", "panel"))
        if cells < LARGE_CELLS or prior is None:
            continue
        shares[net] = ideal / prior
        rows.append([net, f"{cells:,}", seconds(ideal), seconds(prior), f"{ideal / prior:.0%}", seconds(panel),
                     f"{ideal / panel:.0%}" if panel else "-", verdict(ideal / prior >= GOAL_IDEAL)])
    if not rows:
        return []
    below = [n for n, s in shares.items() if s < GOAL_IDEAL]
    goals.append((f"at least {GOAL_IDEAL:.0%} of the ideal on networks with large cliques",
                  f"{len(shares) - len(below)} of {len(shares)}" + (f"; below on {', '.join(below)}" if below else ""), not below))
    return ["## Against the machine", "",
            f"Networks whose cliques hold at least {LARGE_CELLS:,} cells together. Ideal: one two-pass propagation without findings over the "
            "best triangulation that the harness found, bytes moved at the measured bandwidth and multiply-adds at the measured rate of this "
            "machine, zeros not skipped. \"Prior\" does that same work; with findings (panel) there is less to do, and with zeros skipped too, "
            "so that shares above 100% are possible.", ""] + table(
        ["network", "cells", "ideal", "abduce, prior", "share", "abduce, panel", "share", f"prior at least {GOAL_IDEAL:.0%}"], rows)


def section_memory(res, goals):
    rows, over = [], []
    for net in NETS:
        r = res.records.get((net, "abduce", 1), {})
        cells, stated, used, cost = (r.get(k) for k in ("n_cells", "memory_stated_bytes", "memory_used_bytes", "predicted_cost"))
        if not cells or cells < LARGE_CELLS:
            continue
        ratio = used / (8 * cells) if used else None
        if ratio is not None and ratio > GOAL_MEMORY:
            over.append(net)
        prior = res.time(net, "abduce", "prior")
        rows.append([net, f"{cells:,}", size(8 * cells), size(stated), size(used), "-" if ratio is None else f"{ratio:.2f}",
                     verdict(None if ratio is None else ratio <= GOAL_MEMORY), "-" if not cost else f"{cost:,.0f}",
                     "-" if not cost or not prior else f"{prior * 1e9 / cost:.2f}"])
    if not rows:
        return []
    goals.append((f"memory within {GOAL_MEMORY} times the clique tables", f"{len(rows) - len(over)} of {len(rows)}"
                  + (f"; above on {', '.join(over)}" if over else ""), not over))
    return ["## Memory, and cost as predicted", "",
            "Cells and clique tables (8 bytes a cell) of abduce's own tree; stated: what the library says before it spends it; used: what "
            "the process grew by. Predicted cost is stated before any table is made; where it predicts well, the time per unit is even.", ""] + table(
        ["network", "cells", "clique tables", "stated", "used", "used / tables", f"at most {GOAL_MEMORY}", "predicted cost", "ns per unit"], rows)


# ------------------------------------------------------------------------------------------------ what-if work
def median_of(x):
    return x.get("median") if isinstance(x, dict) else x


def pyagrum(o, work, asked):
    """The faster of pyAgrum's two engines."""
    found = [median_of(o.get(f"{work}/pyagrum-{c}/{asked}")) for c in ("LazyPropagation", "ShaferShenoyInference")]
    return min((f for f in found if f), default=None)


def per_draw(mine):
    """abduce gives seconds for all draws together."""
    total = median_of(mine.get("external/abduce", {}).get("mc_s"))
    return total / mine["mc/draw CPTs numpy"]["draws"] if total else None


def batch_rows(peers, mine):
    """(work, abduce seconds, peer, its seconds, wanted ratio) of one network."""
    ours = mine.get("external/abduce", {})
    names = {"evidence1": "one finding changed", "cpt1": "one table row changed"}
    for work, said in names.items():
        for asked, goal in (("one", GOAL_ONE), ("all", GOAL_ALL)):
            posteriors = {"one": "one posterior", "all": "all posteriors"}[asked]
            yield f"{said}, {posteriors}", median_of(ours.get(f"{work}_{asked}_s")), "pyAgrum, the faster engine", pyagrum(peers, work, asked), goal
    central = peers.get("gradient/pyagrum-central-differences", {})
    yield "gradient of one posterior", median_of(ours.get("gradient_s")), "pyAgrum, central differences", central.get("all_parameters_s"), None
    mc = peers.get("mc/pyagrum-lazy")
    if mc:
        both = mc["fill_s_per_draw"] + mc["inference_s_per_draw"]
        yield "one draw of all tables", per_draw(mine), "pyAgrum, fill and infer", both, GOAL_DRAWS
    einsum = [v["per_draw_s"] for k, v in peers.items() if k.startswith("mc/opt_einsum")]
    if einsum:
        yield "one draw of all tables", per_draw(mine), "opt_einsum in batches", min(einsum), None


def section_batch(res, goals):
    rows, missed, gradients = [], [], {}
    for net in NETS:
        peers, mine = res.batch("peers", net), res.batch("abduce", net)
        for work, a, peer, b, goal in batch_rows(peers, mine) if peers or mine else ():
            ratio = b / a if a and b else None
            met = None if goal is None or not peers or not mine else ratio is not None and ratio >= goal
            if met is False:
                missed.append(f"{net}: {work}")
            rows.append([net, work, seconds(a), peer, seconds(b), times_faster(ratio), goal or "-", verdict(met)])
        said = mine.get("external/abduce", {})
        gradient, whole = median_of(said.get("gradient_s")), median_of(said.get("propagate_s")) or res.time(net, "abduce", "p10")
        if whole and gradient:
            gradients[net] = (gradient, whole, gradient / whole, said.get("gradient_max_diff"))
    if not rows:
        return []
    goals.append((f"re-weighing at least {GOAL_ALL} times pyAgrum for all posteriors, {GOAL_ONE} for one; draws at least {GOAL_DRAWS} times",
                  f"{sum(r[-1] == 'met' for r in rows)} of {sum(r[-1] != '-' for r in rows)}", not missed))
    out = ["## What-if work", ""] + table(["network", "work", "abduce", "peer", "its time", "times faster", "goal", ""], rows)
    if gradients:
        out += table(["network", "gradient", "one propagation", "propagations", f"at most {GOAL_GRADIENT}", "off the reference by at most"],
                     [[n, seconds(g), seconds(w), f"{r:.1f}", verdict(r <= GOAL_GRADIENT), "-" if d is None else f"{d:.1e}"]
                      for n, (g, w, r, d) in gradients.items()])
    if len(gradients) == len({r[0] for r in rows}):
        most = max(g[2] for g in gradients.values())
        goals.append((f"all derivatives of one posterior within {GOAL_GRADIENT} propagations", f"at most {most:.1f}", most <= GOAL_GRADIENT))
    else:
        goals.append((f"all derivatives of one posterior within {GOAL_GRADIENT} propagations", "not measured", False))
    return out


# ------------------------------------------------------------------------------------------ accuracy, threads
def section_accuracy(res, goals):
    rows, worst = [], 0.0
    for net in NETS:
        r = res.records.get((net, "abduce", 1))
        if r is None:
            continue
        p, l = r.get("max_posterior_error"), r.get("max_logpe_error")
        bad = p is None or l is None or not max(p, l) <= GOAL_ACCURACY
        worst = math.inf if p is None or l is None else max(worst, p, l)
        show = lambda x: "no answer" if x is None else f"{x:.1e}"
        rows.append([net, show(p), show(l), verdict(not bad)])
    if not rows:
        return []
    goals.append((f"posteriors and log P(evidence) within {GOAL_ACCURACY:.0e} of the reference",
                  "not answered everywhere" if worst == math.inf else f"at most {worst:.1e}", worst <= GOAL_ACCURACY))
    wrong = [f"{e} on {net} ({res.records[net, e, 1]['max_posterior_error']:.1e})" for net in NETS for e in CHOICES["engines"]
             if res.times(net, e, "p10") and res.wrong(net, e)]
    return ["## Accuracy", "", "Largest difference from the reference over all evidence sets.", ""] + table(
        ["network", "posteriors", "log P(evidence)", f"at most {GOAL_ACCURACY:.0e}"], rows) + (
        ["Peers whose answers are off by more than 1e-4, and which are therefore not called best there: " + "; ".join(wrong) + ".", ""] if wrong else [])


def section_threads(res, goals):
    rows, same, faster = [], True, []
    for net in NETS:
        one, two = (res.time(net, "abduce", "panel", threads=t, clock="_s") for t in (1, 2))
        if one is None or two is None:
            continue
        sums = [res.records[net, "abduce", t].get("posteriors_sha256") for t in (1, 2)]
        equal = sums[0] == sums[1] and sums[0] is not None
        same &= equal
        faster.append(one / two)
        rows.append([net, seconds(one), seconds(two), f"{one / two:.2f}", "yes" if equal else "**no**"])
    if not rows:
        return []
    goals.append(("the same bits with two threads", "yes" if same else "no", same))
    return ["## Two threads", "", "Wall clock, panel; \"same bits\" compares all posteriors of all evidence sets.", ""] + table(
        ["network", "one thread", "two threads", "times faster", "same bits"], rows)


# ---------------------------------------------------------------------------------------------------- the page
def section_all(res):
    out = ["## Every engine", "", "Medians, process CPU time, one thread. A dash: not offered, not measured (see below), failed, or out of budget.", ""]
    for what in TITLES:
        engines = ["abduce"] + [e for e in CHOICES["engines"] if any(res.times(n, e, what) for n in NETS)]
        rows = [[n] + [seconds(res.time(n, e, what)) for e in engines] for n in NETS if any(res.times(n, e, what) for e in engines)]
        out += [f"### {TITLES[what]}", ""] + table(["network"] + engines, rows)
    return out


def section_left_out(res):
    out = ["### Left out", ""]
    for engine, nets in CHOICES["only"].items():
        out.append(f"- {engine}: measured on {', '.join(nets)} only.")
    for engine, nets in CHOICES["skip"].items():
        out.append(f"- {engine}: " + "; ".join(f"{n} ({why})" for n, why in nets.items()) + ".")
    failed = [f"{n} {e} ({r.get('rc')})" for (n, e, _), r in res.records.items() if r.get("rc") not in (0, None)]
    if failed:
        out.append("- Ended without a full answer in this run, exit code or timeout in brackets: " + ", ".join(failed) + ".")
    return out + [""]


def section_setting(res):
    s = res.of("setting") or {}
    out = ["## How this was measured", ""]
    if s:
        out += [f"{s['cpu']}, {s['cores']} cores, {s['memory_gib']} GiB, {s['system']}; {s['rust']}; {s['c++']}; Python {s['python']}. "
                f"Load average when it started: {s['load'][0]:.1f}. Quote ratios, not times: the machine may be shared.", ""]
    commits = sorted({d["commit"] for d in res.files.values() if d.get("commit")})
    out += [f"abduce at {', '.join(commits) or '-'}. Peers:", ""]
    out += [f"- `{n}`: {e['library']} ({e['licence']})" for n, e in CHOICES["engines"].items()]
    built = ", ".join(f"{n} at {b['commit'][:7]}" for n, b in CHOICES["built"].items())
    out += ["", f"From PyPI: {', '.join(CHOICES['python'])}. Built with -O3 -march=native: {built}.", "",
            "Each engine runs alone in its own process and is timed inside it, one thread, process CPU time, medians over evidence sets; its "
            "answers are checked against the reference posteriors. Panel: compiled network, the same observed variables with new states, all "
            "posteriors and P(evidence). p10: other variables observed each time, a tenth of all. Cold: from a loaded network to its first "
            "full answer. Load: from the BIF file to a network.", ""]
    runs = res.runs()
    if len(runs) == 1:
        (when, mode, command), _ = next(iter(runs.items()))
        out += [f"One run, {when}, {mode}: `{command}`", ""]
    else:
        out += ["**Joined from several runs**, which may have met the machine in different states:", ""]
        out += [f"- {when}, {mode}, `{command}`: {', '.join(names)}" for (when, mode, command), names in sorted(runs.items())] + [""]
    return out


def page(res, notes):
    goals, body = [], []
    for what in TITLES:
        body += section_peers(res, what, goals)
    for section in (section_batch, section_ideal, section_memory, section_threads, section_accuracy):
        body += section(res, goals)
    out = ["# Exact inference, measured", "",
           "Made by `benches/peers/run`; no number here is written by hand. Times of abduce-infer beside the best of all other engines on the "
           "same networks, findings and machine" + (", in one run." if len(res.runs()) == 1 else ", **joined from several runs** (named below)."),
           "", "## Goals", ""]
    out += table(["goal", "measured", ""], [[g, m, verdict(met)] for g, m, met in goals])
    if notes:
        out += ["## What stands in the way", "", notes.strip(), ""]
    return "\n".join(out + body + section_all(res) + section_left_out(res) + section_setting(res)).rstrip() + "\n"


def main():
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    notes = target.with_name(target.stem + "-notes.md")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(Results(folder), notes.read_text() if notes.exists() else ""))


if __name__ == "__main__":
    main()
