"""Times datumaro on one COCO file: import and export to another format, in one process of its own. Needs `pip install datumaro`."""
import json
import sys
import time

from datumaro.components.dataset import Dataset

folder, target, out = sys.argv[1:4]
start = time.perf_counter()
dataset = Dataset.import_from(folder, "coco_instances")
dataset.export(out, target, save_media=False)
print(json.dumps({"ms": (time.perf_counter() - start) * 1000, "cpuMs": time.process_time() * 1000}))
