//! Joining the pieces that go into one file.
//!
//! Pieces import the memory, the table and the stack pointer of `main`. `wasm-merge` would keep an
//! import for each piece; a first module that imports them once, and exports them to the others, makes
//! it one.

use super::tool::{self, Tool};
use crate::SiteError;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module};
use wasmparser::{Parser, Payload, TypeRef};

/// The module that pieces import from, in their own files and in joined ones.
const FROM_MAIN: (&str, &str) = ("__wasm_split", "main");

/// A WebAssembly file of the site, before it has its final name.
#[derive(Debug)]
pub(super) struct File {
    /// What its final name begins with.
    pub(super) stem: String,
    pub(super) path: PathBuf,
}

/// Makes a file of each group of pieces; without `wasm-merge`, of each piece.
///
/// # Errors
/// A piece that cannot be read or joined.
pub(super) fn join(
    work: &Path,
    groups: BTreeMap<String, BTreeSet<String>>,
) -> Result<Vec<File>, SiteError> {
    let can_merge = Tool::WasmMerge.is_there();
    let mut files = Vec::new();
    for (stem, pieces) in groups {
        let pieces: Vec<PathBuf> = pieces
            .iter()
            .map(|piece| work.join(piece).with_extension("wasm"))
            .collect();
        if pieces.len() > 1 && can_merge {
            let path = work.join(&stem).with_extension("wasm");
            merge(work, &pieces, &path)?;
            files.push(File { stem, path });
        } else {
            let of_piece = |path| File {
                stem: stem.clone(),
                path,
            };
            files.extend(pieces.into_iter().map(of_piece));
        }
    }
    Ok(files)
}

fn merge(work: &Path, pieces: &[PathBuf], to: &Path) -> Result<(), SiteError> {
    let mut imports = BTreeMap::new();
    for piece in pieces {
        let bytes = fs::read(piece).map_err(|error| SiteError::of(piece, error))?;
        imports.extend(imports_of(&bytes).map_err(|error| SiteError::of(piece, error))?);
    }
    let gate = work.join("gate.wasm");
    fs::write(&gate, gate_module(&imports)).map_err(|error| SiteError::of(&gate, error))?;
    let names: Vec<String> = (0..pieces.len())
        .map(|index| format!("piece{index}"))
        .collect();
    let mut modules = vec![(gate.as_path(), FROM_MAIN.0)];
    modules.extend(
        pieces
            .iter()
            .map(PathBuf::as_path)
            .zip(names.iter().map(String::as_str)),
    );
    tool::merge(&modules, to)
}

/// What a piece imports from `main`, by name.
fn imports_of(module: &[u8]) -> Result<BTreeMap<String, TypeRef>, wasmparser::BinaryReaderError> {
    let mut imports = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let import = import?;
                imports.insert(import.name.to_owned(), import.ty);
            }
        }
    }
    Ok(imports)
}

/// A module that imports all of this from `main`, and exports it under the same names.
fn gate_module(imports: &BTreeMap<String, TypeRef>) -> Vec<u8> {
    let (mut from, mut to) = (ImportSection::new(), ExportSection::new());
    // Tables, memories and globals are counted each on their own.
    let mut counts = [0_u32; 3];
    for (name, kind) in imports {
        let (counted, export) = match kind {
            TypeRef::Table(_) => (0, ExportKind::Table),
            TypeRef::Memory(_) => (1, ExportKind::Memory),
            TypeRef::Global(_) => (2, ExportKind::Global),
            // Pieces call each other through the table.
            TypeRef::Func(_) | TypeRef::FuncExact(_) | TypeRef::Tag(_) => continue,
        };
        let Ok(kind) = EntityType::try_from(*kind) else {
            continue;
        };
        from.import(FROM_MAIN.1, name, kind);
        to.export(name, export, counts[counted]);
        counts[counted] += 1;
    }
    let mut module = Module::new();
    module.section(&from).section(&to);
    module.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::MemoryType;

    #[test]
    fn the_first_module_imports_what_pieces_import_with_the_same_limits() {
        let memory = MemoryType {
            minimum: 17,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        let mut section = ImportSection::new();
        section.import(FROM_MAIN.0, "memory", EntityType::Memory(memory));
        let mut piece = Module::new();
        piece.section(&section);

        let imports = imports_of(&piece.finish()).unwrap();
        let gate = gate_module(&imports);
        assert_eq!(imports_of(&gate).unwrap(), imports);
        assert!(matches!(imports["memory"], TypeRef::Memory(found) if found.initial == 17));
    }
}
