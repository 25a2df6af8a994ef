#!/usr/bin/env python3
"""Runs an engine for the harness and notes what the harness cannot see.

    adapter.py [--driver] ENGINE [OPTION...] NETWORK.bif QUERIES.json RESULT.json

Added to RESULT.json: "peak_rss_bytes" (of the engine's process) and "posteriors_sha256" (to see whether two runs gave
the same bits). With --driver the engine is one of drivers/*.cpp. It reads plain text: NETWORK.uai, which `run` wrote beside NETWORK.bif, and the evidence sets as JOB.txt:
    REPS BUDGET_SECONDS NUMBER_OF_SETS
    ID KIND NUMBER_OF_HARD NUMBER_OF_SOFT  (VARIABLE STATE)...  (VARIABLE LIKELIHOOD...)...
"""
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path


def job_text(queries):
    lines = [f"{queries['reps']} {queries['budget_s']} {len(queries['sets'])}"]
    for s in queries["sets"]:
        words = [s["id"], s["kind"], len(s["hard"]), len(s["soft"])]
        for variable, state in s["hard"].items():
            words += [variable, state]
        for variable, likelihood in s["soft"].items():
            words += [variable, *map(repr, likelihood)]
        lines.append(" ".join(map(str, words)))
    return "\n".join(lines) + "\n"


def note(result):
    """What the engine's RESULT.json cannot say itself."""
    doc = json.loads(result.read_text())
    doc["peak_rss_bytes"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    if "posteriors" in doc:
        text = json.dumps(doc["posteriors"], sort_keys=True)
        doc["posteriors_sha256"] = hashlib.sha256(text.encode()).hexdigest()
    result.write_text(json.dumps(doc))


def main():
    *engine, network, queries, result = sys.argv[1:]
    result = Path(result)
    with tempfile.TemporaryDirectory() as folder:
        if engine[0] == "--driver":
            engine = engine[1:]
            network = Path(network).with_suffix(".uai")
            job = Path(folder) / "job.txt"
            job.write_text(job_text(json.loads(Path(queries).read_text())))
            queries = job
        code = subprocess.run([*engine, network, queries, result]).returncode
    if code == 0:
        note(result)
    return abs(code)


if __name__ == "__main__":
    sys.exit(main())
