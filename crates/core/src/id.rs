//! Permanent names of things, each of a type of its own, so that none is taken for another.
//!
//! Each is a text: a short one of letters, digits and hyphens, that the content gives or that was
//! made on a device. It reads, compares and stores like that text.

use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

macro_rules! ids {
    ($($(#[$about:meta])+ $name:ident;)+) => {$(
        $(#[$about])+
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A plan of this device: `main`, or one made here.
    PlanId;
    /// An item of a plan: a milestone of the guide, or one made on a device.
    ItemId;
    /// A step of a plan: one of the guide's four, or an item that is a step of the person's own.
    StepId;
    /// A skill in `content/skills.toml`; empty where none is meant.
    SkillId;
    /// A row of the comparison in `content/comparison.toml`.
    RowId;
    /// A role that the comparison shows.
    RoleId;
}

/// A step of the person's own is an item, and both have one id.
impl From<ItemId> for StepId {
    fn from(id: ItemId) -> Self {
        Self(id.0)
    }
}
