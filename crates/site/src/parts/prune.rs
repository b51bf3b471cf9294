//! Takes out what the linker has to keep and nobody calls.
//!
//! Leptos can hydrate a view in two ways: at once, or waiting for what the server sends later. This
//! site has no server, and so no view that waits. But a view whose type is erased carries a pointer to
//! each of its functions, so the linker keeps the second way for all of them and for everything in
//! them: a third of the views' code.

use std::collections::HashSet;
use std::ops::Range;
use wasm_encoder::{CustomSection, Encode, Module, RawSection};
use wasmparser::{
    Error, KnownCustom, Name, Parser, Payload, RelocAddendKind, RelocSectionReader, TypeRef,
};

/// What the symbols of the functions have in them, as the compiler mangles it.
const UNUSED: &str = "13hydrate_async";

/// An instruction that ends the app, and one that does nothing.
const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// Where the linker writes what the code refers to.
const RELOCATIONS: &str = "reloc.CODE";

/// The module in which those functions do nothing but end the app, and refer to nothing.
///
/// # Errors
/// It is no WebAssembly.
pub(super) fn prune(module: &[u8]) -> Result<Vec<u8>, Error> {
    let unused = unused_bodies(module)?;
    let mut emptied = module.to_vec();
    for body in &unused {
        empty(&mut emptied[body.clone()]);
    }
    let mut output = Module::new();
    let mut code = 0;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::CodeSectionStart { range, .. } = &payload {
            code = place(range.start);
        }
        if let Payload::CustomSection(section) = &payload
            && section.name() == RELOCATIONS
            && let KnownCustom::Reloc(relocations) = section.as_known()
        {
            let is_unused = |offset: u32| {
                let at = code + offset as usize;
                // In the order of the file, as the linker writes them.
                let before = unused.partition_point(|body| body.end <= at);
                unused.get(before).is_some_and(|body| body.start <= at)
            };
            output.section(&CustomSection {
                name: RELOCATIONS.into(),
                data: without(&relocations, is_unused)?.into(),
            });
        } else if let Some((id, range)) = payload.as_section() {
            let data = &emptied[place(range.start)..place(range.end)];
            output.section(&RawSection { id, data });
        }
    }
    Ok(output.finish())
}

/// The bodies of the functions that nobody calls, in the order of the file.
fn unused_bodies(module: &[u8]) -> Result<Vec<Range<usize>>, Error> {
    let mut bodies = Vec::new();
    let mut imported = 0;
    let mut unused = HashSet::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                bodies.push(place(range.start)..place(range.end));
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(names) = section.as_known() else {
                    continue;
                };
                for name in names {
                    let Name::Function(functions) = name? else {
                        continue;
                    };
                    for function in functions {
                        let function = function?;
                        if function.name.contains(UNUSED) {
                            unused.insert(function.index);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let numbered = (imported..).zip(bodies);
    Ok(numbered
        .filter(|(index, _)| unused.contains(index))
        .map(|(_, body)| body)
        .collect())
}

/// Replaces what a function does, in as many bytes, so that no other one moves.
fn empty(body: &mut [u8]) {
    // No local variables.
    if let [locals, act, rest @ ..] = body {
        (*locals, *act) = (0, UNREACHABLE);
        rest.fill(NOP);
        if let [.., end] = rest {
            *end = END;
        }
    }
}

/// The content of a section of relocations without those at some offsets.
fn without(
    relocations: &RelocSectionReader<'_>,
    is_unused: impl Fn(u32) -> bool,
) -> Result<Vec<u8>, Error> {
    let mut count: u32 = 0;
    let mut entries = Vec::new();
    for entry in relocations.entries() {
        let entry = entry?;
        if is_unused(entry.offset) {
            continue;
        }
        count += 1;
        entries.push(entry.ty as u8);
        entry.offset.encode(&mut entries);
        entry.index.encode(&mut entries);
        if entry.ty.addend_kind() != RelocAddendKind::None {
            entry.addend.encode(&mut entries);
        }
    }
    let mut content = Vec::new();
    relocations.section_index().encode(&mut content);
    count.encode(&mut content);
    content.extend(entries);
    Ok(content)
}

/// A place in a file that is in memory.
fn place(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
