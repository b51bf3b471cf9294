//! Fewer and shorter names in `main` and its JavaScript.
//!
//! wasm-bindgen gives each of its two hundred imports a name with a hash, which no compression makes
//! smaller, once in each of the two files. And it keeps what exported classes need, here those of the
//! streams of Leptos's server functions: this site has no server, and nobody makes one of them.

use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, ImportSectionReader, Parser};

/// What the exports of those classes have in their names.
const STREAMS: &str = "intounderlying";

/// `main` with short names of imports and without the streams, and its JavaScript with the same names.
///
/// # Errors
/// A file that is no WebAssembly.
pub(super) fn slim(main: &[u8], glue: &str) -> Result<(Vec<u8>, String), Error<Infallible>> {
    let mut names = Names::default();
    let mut module = Module::new();
    names.parse_core_module(&mut module, Parser::new(0), main)?;
    let mut glue = glue.to_owned();
    for (index, long) in names.imports.iter().enumerate() {
        // Where the object with the imports has it; it stands nowhere else.
        glue = glue.replacen(
            &format!(" {long}: "),
            &format!(" {}: ", short_name(index)),
            1,
        );
    }
    Ok((module.finish(), glue))
}

/// Copies a module, with other names.
#[derive(Default)]
struct Names {
    /// The long names of the imports.
    imports: Vec<String>,
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            if import.name.starts_with("__wbg_") {
                imports.import(import.module, &short_name(self.imports.len()), kind);
                self.imports.push(import.name.to_owned());
            } else {
                imports.import(import.module, import.name, kind);
            }
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        section: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        if export.name.contains(STREAMS) {
            return Ok(());
        }
        utils::parse_export(self, section, export)
    }
}

/// A name that is nobody else's: those of wasm-bindgen have two underscores and letters.
fn short_name(index: usize) -> String {
    format!("_{index:x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, FunctionSection, TypeSection};

    #[test]
    fn imports_have_the_same_short_name_in_both_files_and_streams_are_gone() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import(
            "./app_bg.js",
            "__wbg_getItem_49556a3e59cfb688",
            EntityType::Function(0),
        );
        imports.import(
            "./parts.js",
            "__wasm_split_load_search",
            EntityType::Function(0),
        );
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 0);
        exports.export("intounderlyingsink_close", ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.section(&FunctionSection::new()).section(&exports);

        let glue = "{ __wbg_getItem_49556a3e59cfb688: function() {} }";
        let (slimmed, glue) = slim(&module.finish(), glue).unwrap();
        assert_eq!(glue, "{ _0: function() {} }");
        let text = String::from_utf8_lossy(&slimmed);
        assert!(
            text.contains("_0")
                && text.contains("__wasm_split_load_search")
                && text.contains("main")
        );
        assert!(!text.contains("getItem") && !text.contains("intounderlying"));
    }
}
