"""Runs a check and reads its output exactly as SCS's scs-compliance-check does, and prints what it makes of it as JSON.

That has its own exit codes: `exit` is the number of lines with CRITICAL or ERROR and of results that are FAIL, `exit_critical` (its option
-C) the number of lines with CRITICAL. ABORT counts for neither. `verdict` is what it prints of a target with these testcases.

Usage: compliance_check_double.py [--terminate-when FILE] EXECUTABLE ARGUMENTS TESTCASE...

EXECUTABLE is started directly. ARGUMENTS is one text, as in the scope file, which is split as by a shell. With --terminate-when the
check is told to stop (SIGTERM) as soon as FILE exists.
"""

import json
import os
import shlex
import subprocess
import sys
import time

RESULTS = {"PASS": 1, "ABORT": 0, "FAIL": -1}
LEVELS = ("info", "warning", "error", "critical")


def invoke(command, terminate_when):
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="UTF-8")
    except OSError as error:
        return 127, "", f"CRITICAL: {error}\n"
    while terminate_when is not None and process.poll() is None:
        if os.path.exists(terminate_when):
            process.terminate()
            break
        time.sleep(0.05)
    stdout, stderr = process.communicate()
    return process.returncode, stdout, stderr


def compute_results(stdout, testcases):
    """The last line about a testcase counts; lines about others are ignored."""
    results, ignored = {}, []
    for line in stdout.splitlines():
        left, _, right = line.rpartition(":")
        value = RESULTS.get(right.strip().upper())
        if value is None or left.strip() not in testcases:
            ignored.append(line)
        else:
            results[left.strip()] = value
    return results, ignored


def verdict_of(results, testcases):
    """As in its function print_report."""
    values = [results.get(testcase) for testcase in testcases]
    passed, failed, aborted, missing = (values.count(value) for value in (1, -1, 0, None))
    verdict = "FAIL" if failed or aborted else "TENTATIVE pass" if missing else "PASS"
    return f"{verdict} ({passed} passed, {failed} failed, {aborted} aborted, {missing} missing)"


def main(argv):
    terminate_when = None
    if argv[:1] == ["--terminate-when"]:
        terminate_when, argv = argv[1], argv[2:]
    executable, arguments, *testcases = argv
    rc, stdout, stderr = invoke([executable, *shlex.split(arguments)], terminate_when)
    results, ignored = compute_results(stdout, testcases)
    lines = stderr.splitlines() + stdout.splitlines()
    counts = {level: sum(line.lower().startswith(level) for line in lines) for level in LEVELS}
    unprefixed = [line for line in stderr.splitlines() if not line.startswith(("DEBUG: ", *(f"{level.upper()}: " for level in LEVELS)))]
    failures = counts["error"] + sum(value < 0 for value in results.values())
    ends = {"exit": min(127, counts["critical"] + failures), "exit_critical": min(127, counts["critical"])}
    report = {**ends, "verdict": verdict_of(results, testcases), "rc": rc, "results": results, "ignored": ignored, "counts": counts, "unprefixed": unprefixed}
    print(json.dumps({**report, "stdout": stdout.splitlines(), "stderr": stderr}))


main(sys.argv[1:])
