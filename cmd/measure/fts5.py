# Puts passages (one JSON string a line) into SQLite's full-text index and
# searches it. Prints what that took as JSON.
import json, os, resource, sqlite3, sys, time


def cpu():
    r = resource.getrusage(resource.RUSAGE_SELF)
    return r.ru_utime + r.ru_stime


dump, place = sys.argv[1:3]
if os.path.exists(place):
    os.remove(place)
queries, size = None, 0
began, used = time.time(), cpu()
db = sqlite3.connect(place)
db.execute("pragma journal_mode=off")
db.execute("create virtual table p using fts5(text, tokenize='porter unicode61')")


def rows():
    global queries, size
    with open(dump, encoding="utf-8") as f:
        queries = json.loads(f.readline())
        for line in f:
            text = json.loads(line)
            size += len(text.encode())
            yield (text,)


db.executemany("insert into p values (?)", rows())
db.execute("insert into p(p) values ('optimize')")
db.commit()
out = {"CPU": cpu() - used, "Wall": time.time() - began, "Ratio": os.path.getsize(place) / size, "Queries": []}
for name, query in queries:
    took, used = [], cpu()
    for _ in range(20):
        t = time.time()
        hits = db.execute("select count(*) from p where p match ?", (query,)).fetchone()[0]
        db.execute("select text from p where p match ? order by rank limit 20", (query,)).fetchall()
        took.append(1000 * (time.time() - t))
    out["Queries"].append({"Name": name, "Hits": hits, "CPU": 1000 * (cpu() - used) / 20, "P95": sorted(took)[18]})
print(json.dumps(out))
