"""What a browser makes of the pages that `namnd inspect` writes. Run by `run`."""

import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest

from browser import Browser

NAMND = os.environ["NAMND"]
PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
ROWS = os.path.join(PROJECT, "fixtures", "pdf", "vp-2024-lo-linjer.pdf")

# The centre of a box of the overlay, on the screen.
CENTRE = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def written(source, folder, *options):
    """The page of a document."""
    page = os.path.join(folder, os.path.basename(source) + ".html")
    subprocess.run([NAMND, "-q", "inspect", source, "-o", page, *options], check=True)
    return page


def pdf(pages):
    """A PDF with a line of text on each of so many pages."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for number in range(1, pages + 1):
        lines = [f"Rubrik nummer {number}", *(f"Rad {line} om parken nummer {number}, som sköts väl." for line in range(1, 31))]
        text = b"".join(b"(" + line.encode("cp1252") + b") Tj T*\n" for line in lines)
        stream = b"BT /F 11 Tf 14 TL 70 780 Td\n" + text + b"ET"
        objects.append(b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream")
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(kids))
    out, places = b"%PDF-1.7\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + said + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.rows = written(ROWS, cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.browser = Browser()

    def tearDown(self):
        asked = [address for address in self.browser.requests if not address.startswith(("file:", "blob:", "data:", "about:"))]
        self.browser.__exit__()
        self.assertEqual(self.browser.errors, [])
        self.assertEqual(asked, [])

    def count(self, selector):
        return self.browser.run(f"document.querySelectorAll({selector!r}).length")

    def text(self, selector):
        return self.browser.run(f"document.querySelector({selector!r}).textContent")

    def open_rows(self):
        """Opens the document on the page of its first row."""
        self.browser.open(self.rows)
        self.browser.run("openSheet(current().parts.all.find((part) => part.kind === 'indicator').boxes[0].sheet)")

    def test_a_page_is_drawn_with_its_boxes(self):
        self.open_rows()
        self.browser.until("document.querySelector('.picture').naturalWidth > 0")
        self.assertGreater(self.count(".box.of-rows"), 0)
        self.assertEqual(self.count(".box.of-words"), 0)

    def test_layers_switch_by_click_and_by_key(self):
        self.open_rows()
        for key, layer in [("w", "words"), ("l", "rules"), ("c", "columns"), ("r", "foundrows"), ("3", "values"), ("b", "blocks")]:
            told = int(self.text(f".layer.of-{layer} .count") or 0)
            self.browser.press(key)
            self.assertEqual(self.count(f".box.of-{layer}"), told, layer)
            self.browser.run(f"document.querySelector('#layer-{layer}').click()")
            self.assertEqual(self.count(f".box.of-{layer}"), 0, layer)
        self.assertGreater(int(self.text(".layer.of-words .count")), 20)

    def test_a_click_on_a_box_marks_its_node(self):
        self.open_rows()
        wanted = self.browser.run("document.querySelector('.box.kind-indicator title').textContent").split()[1].rstrip(":")
        self.browser.click(*self.browser.run(f"({CENTRE})('.box.kind-indicator')"))
        self.browser.until("document.querySelector('.tree .marked') !== null")
        self.assertEqual(self.count(".box.marked"), 1)
        self.assertIn(wanted, self.text("#card"))
        self.assertIn(wanted, self.text(".tree .marked > .row"))

    def test_a_click_on_a_node_marks_its_box_and_shows_its_page(self):
        self.browser.open(self.rows)
        parts = "current().parts.all.filter((part) => part.kind === 'indicator')"
        path = self.browser.run(f"{parts}.at(-1).path")
        page = self.browser.run(f"{parts}.at(-1).boxes[0].sheet")
        self.browser.run(f"tree.mark({path})")
        self.browser.run("document.querySelector('.tree .marked > .row').click()")
        self.browser.until("document.querySelector('.box.marked.kind-indicator') !== null")
        self.assertEqual(self.browser.run("state.sheet"), page)

    def test_a_row_is_found_and_shown(self):
        self.browser.open(self.rows)
        name = self.browser.run("current().parts.all.filter((part) => part.kind === 'indicator').at(-1).text")
        self.browser.press("/")
        self.browser.type(name.upper())
        self.browser.press("Enter")
        self.browser.until("document.querySelector('.box.marked') !== null")
        self.assertIn(name, self.text("#card"))
        self.assertIn(name, self.text("#panel"))

    def test_every_part_of_the_json_has_its_boxes(self):
        self.browser.open(self.rows)
        places = self.browser.run("""(() => {
          let places = 0;
          const walk = (node) => {
            if (node === null || typeof node !== 'object') return;
            if (Array.isArray(node.plats)) places += node.plats.length;
            for (const [key, value] of Object.entries(node)) if (key !== 'plats') walk(value);
          };
          walk(current().got);
          return places;
        })()""")
        boxes = self.browser.run("current().parts.all.filter((part) => part.kind !== 'join').reduce((sum, part) => sum + part.boxes.length, 0)")
        self.assertGreater(places, 20)
        self.assertEqual(boxes, places)

    def test_a_thousand_pages(self):
        source = os.path.join(self.folder.name, "tusen.pdf")
        with open(source, "wb") as file:
            file.write(pdf(1000))
        page = written(source, self.folder.name)
        start = time.monotonic()
        self.browser.open(page)
        print(f"\n1,000 pages: {os.path.getsize(page) >> 20} MB, opened in {time.monotonic() - start:.1f} s")
        self.assertEqual(self.count(".view"), 1)
        self.browser.press("End")
        self.browser.until("state.sheet === 999 && document.querySelector('.picture').naturalWidth > 0")
        self.browser.press("ArrowLeft")
        self.browser.until("state.sheet === 998")
        self.browser.press("/")
        self.browser.type("parken nummer 512,")
        self.browser.press("Enter")
        self.browser.until("state.sheet === 511 && document.querySelector('.box.marked') !== null")

    def test_lines_of_a_text_are_shown(self):
        source = os.path.join(self.folder.name, "plan.txt")
        with open(source, "w", encoding="utf-8") as file:
            file.write("Nämndmål: Rena parker\n\nIndikator\tÅrsmål\nAndel nöjda\t80 %\nAndel glada\t70 %\n")
        self.browser.open(written(source, self.folder.name), "#m1/i2")
        self.browser.until("document.querySelector('.box.marked') !== null")
        self.assertIn("Andel glada", self.text("#card"))
        self.assertEqual(self.count(".line"), 6)

    def test_a_hostile_text_runs_nothing(self):
        source = os.path.join(self.folder.name, "hostile.txt")
        attack = "</script><script>window.attacked=1</script><img src=x onerror='window.attacked=2'><svg onload='window.attacked=3'>"
        with open(source, "w", encoding="utf-8") as file:
            file.write(f"Nämndmål: {attack}\n\nIndikator\tÅrsmål\n{attack}\t{attack}\n\n{attack}\n")
        self.browser.open(written(source, self.folder.name))
        for key in "1234567890mjowlshtcrbyu":
            self.browser.run(f"layers.set(LAYERS.find((layer) => layer.key === '{key}').id, true)")
        self.browser.run("(async () => { for (const part of current().parts.all) await show(part); find('script'); })()")
        self.assertIn("onerror", self.text("#panel"))
        self.assertIsNone(self.browser.run("window.attacked || null"))

    def test_what_differs_is_shown_on_both_sides(self):
        folder = os.path.join(self.folder.name, "differs")
        os.makedirs(folder)
        source = os.path.join(folder, os.path.basename(ROWS))
        shutil.copy(ROWS, source)
        subprocess.run([NAMND, "-q", "check", source, "--bless"], check=True)
        with open(source + ".json", encoding="utf-8") as file:
            expected = json.load(file)
        row = expected["mal"][0]["mal"][0]["indikatorer"][0]
        row["namn"], was = "Ett annat namn", row["namn"]
        with open(source + ".json", "w", encoding="utf-8") as file:
            json.dump(expected, file)
        page = os.path.join(folder, "page.html")
        self.assertEqual(subprocess.run([NAMND, "-q", "check", folder, "--html", page], capture_output=True).returncode, 1)
        self.browser.open(page)
        self.browser.until("document.querySelectorAll('.view .box.marked').length === 2")
        self.assertEqual(self.count(".view"), 2)
        self.assertEqual(self.count(".box.differs"), 2)
        self.assertIn("Ett annat namn", self.text(".difference dd.expected"))
        self.assertIn(was, self.text(".difference dd.got"))

    def test_keys_are_told(self):
        self.browser.open(self.rows)
        self.browser.press("?")
        self.browser.until("document.querySelector('#keys').open")
        keys = self.browser.run("LAYERS.map((layer) => layer.key).concat(['g', '/', '.', ',', '+', '=', '-', 'f', '?'])")
        self.assertEqual(len(keys), len(set(keys)))


if __name__ == "__main__":
    unittest.main(verbosity=1)
