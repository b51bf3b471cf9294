"""Makes the reading serif of the site: Literata, reduced to the characters of `characters.txt`.

    pip install fonttools brotli
    npm pack @fontsource-variable/literata@5.3.0, and unpack it
    python subset.py THE/PACKAGE/files .
"""
import io
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

files, out = sys.argv[1:3]
with open(f'{out}/characters.txt', encoding='utf-8') as file:
    characters = file.read().replace('\n', '')
# The package has a file for Latin and one for the letters beyond it.
FROM_EXTENDED = 'ğ'
LATIN = ''.join(c for c in characters if c not in FROM_EXTENDED)

def reduced(path, text):
    font = TTFont(path, lazy=False)
    options = subset.Options()
    options.layout_features = ['kern', 'liga', 'onum', 'lnum', 'tnum', 'pnum', 'ccmp', 'locl', 'mark']
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    kept = io.BytesIO()
    font.save(kept)
    kept.seek(0)
    return TTFont(kept, lazy=False)

def copy(source, font, name, new_name):
    glyph = source['glyf'][name]
    for part in getattr(glyph, 'components', []) if glyph.isComposite() else []:
        part_name = f'{new_name}.{part.glyphName}'
        copy(source, font, part.glyphName, part_name)
        part.glyphName = part_name
    font.setGlyphOrder(font.getGlyphOrder() + [new_name])
    font['glyf'].glyphs[new_name] = glyph
    font['glyf'].glyphOrder = font.getGlyphOrder()
    font['hmtx'][new_name] = source['hmtx'][name]
    if 'gvar' in font and name in source['gvar'].variations:
        font['gvar'].variations[new_name] = source['gvar'].variations[name]

def build(style, weights):
    font = reduced(f'{files}/literata-latin-wght-{style}.woff2', LATIN)
    extended = reduced(f'{files}/literata-latin-ext-wght-{style}.woff2', FROM_EXTENDED)
    limits = {'wght': weights}
    font = instancer.instantiateVariableFont(font, limits)
    extended = instancer.instantiateVariableFont(extended, limits)
    for table in ('vmtx', 'vhea', 'VVAR'):
        if table in font:
            del font[table]
    for one in (font, extended):
        one.ensureDecompiled()
    for char in FROM_EXTENDED:
        name = extended.getBestCmap()[ord(char)]
        copy(extended, font, name, name)
        for table in font['cmap'].tables:
            if table.isUnicode():
                table.cmap[ord(char)] = name
    # Its index of advance widths does not know the added glyph; those of the outlines do.
    if 'HVAR' in font:
        del font['HVAR']
    font.flavor = 'woff2'
    path = f'{out}/literata-{style}.woff2'
    font.save(path)
    again = TTFont(path)
    missing = [c for c in characters if ord(c) not in again.getBestCmap()]
    print(path, os.path.getsize(path), 'missing', missing, 'weights', weights)

build('normal', (400, 600))
build('italic', 400)
