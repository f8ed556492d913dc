"""Prints figures as rows of a table and appends them to a file of figures: fold.py FIGURES [FILE]"""
import json
import pathlib
import sys

figures = json.loads(pathlib.Path(sys.argv[1]).read_text())
for f in figures:
    holds = "yes" if f["holds"] else "NO"
    print(f"| {f['name']:32} | {f['backend']} | {f['n']:5} | {f['value']:8.1f} | {f['unit']:8} | {'':8} | {'':6} | {f['goal']:24} | {holds:3} |")
if len(sys.argv) > 2:
    file = pathlib.Path(sys.argv[2])
    known = json.loads(file.read_text()) if file.exists() else []
    file.write_text(json.dumps(known + figures, ensure_ascii=False, indent=2))
