"""SHIM"""


def call_table(book, aliases={}):
    src = open("/work/scratch/run1.py").read()
    src = src[src.index("T=CallTable") : src.index("rows=")]
    from advisor.extract.table import CallTable, Client, SurfaceCalls

    ns = dict(CallTable=CallTable, SurfaceCalls=SurfaceCalls, Client=Client)
    exec(src, ns)
    import dataclasses

    return dataclasses.replace(
        ns["T"],
        image_models=frozenset(c.id for c in book.cards.values() if c.kind == "image"),
        answer_fields=("url", "b64_json", "result"),
    )
