//! What has to hold for any bytes at all: of the fuzz targets (`make fuzz`) and of the bounded run in tests/features.

use base64ct::{Base64UrlUnpadded, Encoding};
use common_ground::codec::export::{Scope, export};
use common_ground::codec::import::{self, Incoming};
use common_ground::content::own;
use common_ground::domain::bring::Bring;
use common_ground::domain::limits;
use common_ground::domain::time::read_stamp;
use common_ground::domain::workspace::Workspace;
use common_ground::share::definition;
use common_ground::share::envelope::{self, Opened};
use common_ground::share::parcel;

/// Pastes `bytes` as a link, and opens a link that arrived whole with them in it.
pub fn link(bytes: &[u8]) {
    opens(&String::from_utf8_lossy(bytes));
    if bytes.len() < limits::LINK / 2 {
        opens(&envelope_of(0, bytes));
        opens(&envelope_of(1, bytes));
    }
}

fn opens(pasted: &str) {
    let Ok(Opened::Plain(text)) = envelope::open(pasted) else { return };
    assert!(text.len() <= limits::UNPACKED);
    if let Ok(read) = parcel::read(&text) {
        assert_eq!(parcel::read(&parcel::write(&read)), Ok(read));
    }
    if let Some(Ok(own)) = definition::read(&text) {
        assert_eq!(definition::read(&definition::write(&own)), Some(Ok(own.asked())));
        assert!(own::learn(&own).is_ok() == own::faults(&own).is_empty());
    }
    // We may pack it larger than somebody else did.
    if let Ok(link) = envelope::seal(&text, None) {
        assert_eq!(envelope::open(&link), Ok(Opened::Plain(text)));
    }
}

/// Brings `bytes` in as a file: what is taken of it is whole, and is the same in a copy.
pub fn file(bytes: &[u8]) {
    let Ok(mut incoming) = import::read(&String::from_utf8_lossy(bytes)) else { return };
    incoming.leave_out_homeless(&Workspace::default());
    let here = brought_in(&incoming);
    let noon = read_stamp("2026-03-01T12:00:00Z").expect("a moment");
    let copy = import::read(&export(&here, Scope::Everything, noon, "test", &[])).expect("our own");
    assert_eq!((brought_in(&copy), copy.problems), (here, vec![]));
}

fn brought_in(incoming: &Incoming) -> Workspace {
    let mut here = Workspace::default();
    here.bring_in(&incoming.records, incoming.device.as_ref(), Bring::Merge);
    here
}

/// An envelope whose length and checksum are right, whatever is in it.
pub fn envelope_of(flags: u32, body: &[u8]) -> String {
    let characters = 2 + ((7 + body.len()) * 4).div_ceil(3);
    claiming(flags, characters, body)
}

/// An envelope that claims to have so many characters.
pub fn claiming(flags: u32, characters: usize, body: &[u8]) -> String {
    let head = flags << 20 | u32::try_from(characters).expect("few");
    let mut bytes = head.to_be_bytes()[1..].to_vec();
    let mut sum = !0_u32;
    for byte in bytes.iter().chain(body) {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    bytes.extend((!sum).to_be_bytes());
    bytes.extend(body);
    with_bytes(&bytes)
}

/// The fragment with these bytes behind the mark.
pub fn with_bytes(bytes: &[u8]) -> String {
    format!("1.{}", Base64UrlUnpadded::encode_string(bytes))
}
