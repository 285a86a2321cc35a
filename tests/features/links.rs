//! A link carries a text through mail and messengers, or says in which way it did not (`docs/links.md`).

use common_ground::content;
use common_ground::domain::limits;
use common_ground::share::envelope::{self, Fault, Limit, Opened, Weight};
use common_ground::share::file;
use miniz_oxide::deflate::compress_to_vec;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use crate::fuzz::judge::{claiming, envelope_of, with_bytes};
use crate::texts::HOSTILE;
use crate::{cases, cost};

pub const REQUEST: &str = include_str!("../fixtures/links/request.json");
pub const REPLY: &str = include_str!("../fixtures/links/reply.json");

/// Where the app may stand.
const APP: &str = "https://example.org/common-ground/";

/// A plain link with this in it.
pub fn seal(text: &str) -> String {
    envelope::seal(text, None).expect("a text that fits")
}

fn open(text: &str) -> Result<String, Fault> {
    envelope::open(text).map(|opened| match opened {
        Opened::Plain(text) => text,
        Opened::Locked(_) => panic!("nobody locked it"),
    })
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }
        })
        .collect()
}

#[test]
fn a_request_and_twelve_answers_stay_short() {
    for (text, least, most) in [(REQUEST, 0, 400), (REPLY, 400, 1_400)] {
        // What is sent by real links (`parcels.rs`): 241 and 1,229 characters when this was written.
        let link = format!("{APP}#{}", seal(text.trim_end()));
        assert!((least..=most).contains(&link.len()), "{}: {link}", link.len());
        assert_eq!(Weight::of(&link), Weight::Light);
    }
}

/// `public/link.js` counts the questions, and says how many, before the program is there.
#[test]
fn the_page_before_the_program_knows_the_questions_and_the_numbers() {
    let page = include_str!("../../public/index.html");
    let feedback = content::dialogue(&"feedback".into()).expect("a dialogue of ours");
    let asked = feedback.steps().filter(|s| s.release && !s.own).map(|s| s.id.as_str());
    let questions: Vec<&str> = asked.collect();
    let words = include_str!("../../src/content/words/en/app.json");
    let words: serde_json::Value = serde_json::from_str(words).expect("JSON");
    let numbers = (0..13).map(|n| words[format!("number.{n}")].as_str().expect("a word"));
    let numbers: Vec<&str> = numbers.collect();
    for (name, list) in [("questions", questions), ("numbers", numbers)] {
        let said = format!("data-{name}=\"{}\"", list.join(" "));
        assert!(page.contains(&said), "index.html does not say {said}");
    }
}

#[test]
fn a_link_weighs_what_its_characters_are() {
    for (characters, weight) in [
        (0, Weight::Light),
        (1_800, Weight::Light),
        (1_801, Weight::Heavy),
        (4_000, Weight::Heavy),
        (4_001, Weight::TooHeavy),
    ] {
        assert_eq!(Weight::of(&"é".repeat(characters)), weight, "{characters}");
    }
}

/// What mail and messengers do to an address.
#[test]
fn what_is_done_to_an_address_on_the_way_is_undone() {
    let link = seal(REQUEST);
    let address = format!("{APP}#{link}");
    let wrapped = |inside: &str| {
        format!(
            "https://eur02.safelinks.protection.outlook.com/?url={inside}&data=05%7C02%7Cx%40y&sdata=1.a%3D&reserved=0"
        )
    };
    let (front, back) = address.split_at(address.len() - 30);
    let tolerated = [
        ("bare", link.clone()),
        ("with its hash", format!("#{link}")),
        ("an address", address.clone()),
        ("a sentence's end", format!("{address}.")),
        ("dots", format!("{address}...")),
        ("an ellipsis", format!("{address}…")),
        ("brackets", format!("({address})")),
        ("brackets and a full stop", format!("({address}).")),
        ("angles", format!("<{address}>")),
        ("a folder", format!("{address}/")),
        ("Facebook", format!("{address}&fbclid=IwAR0_x-1")),
        ("Facebook, asking", format!("{address}?fbclid=IwAR0_x-1#comments")),
        ("a campaign", format!("{address}?utm_source=mail&utm_medium=email")),
        ("a campaign in front", format!("{APP}?utm_source=mail#{link}")),
        ("a folder and a campaign", format!("{address}/?utm_source=mail")),
        ("an anchor in front", format!("{APP}#x#{link}")),
        ("what was said in front", format!("Here it is: {address}")),
        ("another version of it in front", format!("Number 2, or #3: {address}")),
        ("broken lines", format!("{front}\r\n{back}\n")),
        ("quoted lines", format!("{front}\n\t {back}")),
        ("a blank", format!("{front} {back}")),
        ("a hard blank", format!("{front}\u{a0}{back}")),
        ("no width", format!("\u{feff}{front}\u{200b}{back}\u{200d}\u{2060}")),
        ("a soft hyphen", format!("{front}\u{ad}{back}")),
        ("right to left", format!("\u{202b}{address}\u{202c}")),
        ("encoded", encoded(&address)),
        ("encoded twice", encoded(&encoded(&address))),
        ("only its hash encoded", address.replace('#', "%23")),
        (
            "encoded small",
            encoded(&address)
                .to_lowercase()
                .replace(&encoded(&link).to_lowercase(), &encoded(&link)),
        ),
        ("an encoded line break", format!("{front}%0D%0A%E2%80%8B{back}")),
        ("SafeLinks", wrapped(&encoded(&address))),
        ("SafeLinks of an encoded one", wrapped(&encoded(&encoded(&address)))),
        ("SafeLinks of a sentence", format!("See {}.", wrapped(&encoded(&format!("{address}."))))),
        ("SafeLinks on two lines", wrapped(&encoded(&address)).replace("%23", "%\n23")),
    ];
    for (what, text) in tolerated {
        assert_eq!(open(&text).as_deref(), Ok(REQUEST), "{what}: {text}");
    }
    let n = link.len();
    let refused = [
        ("nothing", String::new(), Fault::NoLink),
        ("blanks", " \n\u{200b}".to_owned(), Fault::NoLink),
        ("words", "Thank you for today.".to_owned(), Fault::NoLink),
        ("a number", "12".to_owned(), Fault::NoLink),
        ("the app", APP.to_owned(), Fault::NoLink),
        ("a page of the app", format!("{APP}#/data"), Fault::NoLink),
        ("no such version", link.replacen("1.", "0.", 1), Fault::NoLink),
        ("no such number", link.replacen("1.", "01.", 1), Fault::NoLink),
        ("a newer one", format!("{APP}#2.abc"), Fault::Newer),
        ("a much newer one", format!("{APP}#{}", link.replacen("1.", "12.", 1)), Fault::Newer),
        ("words behind", format!("{address} Love, Ana"), Fault::More { arrived: n + 8, of: n }),
        ("twice", format!("{address}\n{link}"), Fault::More { arrived: 2 * n, of: n }),
        ("another tracker", format!("{address}&x=1"), Fault::More { arrived: n + 4, of: n }),
        ("filled up", format!("{address}=="), Fault::More { arrived: n + 2, of: n }),
        ("other letters", link.replace('_', "/").replace('-', "+"), Fault::Changed),
        ("large letters", link.to_uppercase(), Fault::Changed),
        ("a letter that looks alike", link.replacen('a', "а", 1), Fault::Changed),
        ("encoded three times", encoded(&encoded(&encoded(&address))), Fault::NoLink),
    ];
    for (what, text, fault) in refused {
        assert_eq!(open(&text), Err(fault), "{what}: {text}");
    }
}

/// Every prefix says how many characters arrived and of how many, as soon as it can.
#[test]
fn every_cut_link_says_how_much_of_it_arrived() {
    let long = "💬 Ça va ? ".repeat(9);
    for text in ["", "{}", REQUEST, REPLY, &long] {
        let link = seal(text);
        let address = format!("{APP}#{link}");
        for at in 0..address.len() {
            let arrived = at.saturating_sub(APP.len() + 1);
            let fault = match arrived {
                0 => Fault::NoLink,
                1..6 => Fault::Cut { arrived, of: None },
                _ => Fault::Cut { arrived, of: Some(link.len()) },
            };
            assert_eq!(open(&address[..at]), Err(fault), "{at} of {address}");
            if arrived > 2 {
                assert_eq!(open(&format!("{}…", &address[..at])), Err(fault), "{at} of {address}");
            }
        }
        assert_eq!(open(&address).as_deref(), Ok(text));
    }
}

/// Each change of one character is refused, wherever it is and whatever it became.
#[test]
fn every_letter_that_changed_is_found() {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let link = seal("{\"a\":\"Thank you.\"}");
    for at in 2..link.len() {
        for other in alphabet.chars().filter(|&c| !link[at..].starts_with(c)) {
            let changed = format!("{}{other}{}", &link[..at], &link[at + 1..]);
            assert_eq!(open(&changed), Err(Fault::Changed), "{changed}");
        }
    }
    // The last letter has bits to spare: they are nought, or it was changed.
    assert!((0..3).any(|n| seal(&"x".repeat(n)).len() % 4 != 2));
}

/// A letter of a wide set: our own, what mail adds, and all of Unicode.
fn letter() -> impl Strategy<Value = char> {
    let likely = "#%&?./>)<(=+-_ \n\u{200b}…1AZaz09:~*|'\"";
    prop_oneof![
        3 => proptest::char::range('!', '~'),
        2 => select(likely.chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ]
}

fn link() -> impl Strategy<Value = String> {
    select(vec![seal("{}"), seal(REQUEST), seal(REPLY), seal("{\"own\":\"💬 Ça va ?\"}")])
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn no_link_opens_after_a_letter_changed(link in link(), at in any::<proptest::sample::Index>(), new in letter()) {
        let at = at.index(link.len());
        let changed = format!("{}{new}{}", &link[..at], &link[at + 1..]);
        if changed != link {
            prop_assert!(open(&changed).is_err(), "{}", changed);
            prop_assert!(open(&format!("{APP}#{changed}")).is_err(), "{}", changed);
        }
    }
}

proptest! {
    #![proptest_config(cases(512))]

    /// Dropped, doubled, swapped, put in: several at once.
    #[test]
    fn a_link_opens_as_it_was_or_not_at_all(
        link in link(),
        changes in vec((any::<proptest::sample::Index>(), 0..4_u8, letter()), 1..5),
    ) {
        let was = open(&link);
        let mut letters: Vec<char> = link.chars().collect();
        for (at, how, new) in changes {
            let at = at.index(letters.len() - 1);
            match how {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, letters[at]),
                2 => letters.swap(at, at + 1),
                _ => letters.insert(at, new),
            }
        }
        let opened = open(&String::from_iter(letters));
        prop_assert!(opened.is_err() || opened == was, "{:?}", opened);
    }

    #[test]
    fn any_text_goes_and_comes_back(text in prop_oneof![
        any::<String>(),
        vec(any::<char>(), 0..2_000).prop_map(String::from_iter),
        vec(select(HOSTILE), 0..40).prop_map(|texts| texts.concat()),
        (any::<char>(), 0..20_000_usize).prop_map(|(c, n)| String::from(c).repeat(n)),
    ]) {
        let link = seal(&text);
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        prop_assert!(link.strip_prefix("1.").is_some_and(|body| body.chars().all(letters)));
        prop_assert_eq!(open(&link), Ok(text));
    }

    #[test]
    fn nothing_made_up_opens_or_breaks_anything(
        text in any::<String>(),
        bytes in vec(any::<u8>(), 0..600),
        flags in 0..3_u32,
    ) {
        for made_up in [text.clone(), format!("#1.{text}"), with_bytes(&bytes)] {
            prop_assert!(open(&made_up).is_err(), "{}", made_up);
        }
        // With everything right but what is inside, it may be a text by chance; it is never more than it may.
        if let Ok(Opened::Plain(text)) = envelope::open(&envelope_of(flags, &bytes)) {
            prop_assert!(text.len() <= limits::RATIO * bytes.len());
        }
    }
}

#[test]
fn a_large_text_goes_by_link_as_long_as_it_fits() {
    for text in [
        "\0".repeat(100_000),
        "a".repeat(limits::UNPACKED),
        "Thank you for today. ".repeat(5_000),
        ('\0'..='\u{3fff}').collect(),
        "👩🏽‍💻".repeat(6_000),
    ] {
        let link = seal(&text);
        assert!(link.len() <= limits::LINK);
        assert!(open(&link) == Ok(text), "{}", link.len());
    }
}

/// Both sides of each limit; nothing over it is unpacked any further, and what cannot be a link is not looked into.
#[test]
fn bombs_are_refused_before_they_go_off() {
    let opened = |what: &str, link: &str| {
        let (opened, cost) = cost::of(|| open(link).map(|text| text.len()));
        let may_cost = if link.len() > 5 * limits::LINK { 0 } else { 8 * limits::UNPACKED };
        assert!(cost.bytes <= may_cost, "{what}: {cost:?}");
        opened
    };
    // A text that nothing makes smaller, in the longest link and in one that is one letter longer.
    let stored = |bytes: usize| {
        let text: String = (0..bytes)
            .map(|n| char::from(b'!' + u8::try_from(n * n % 90).expect("small")))
            .collect();
        compress_to_vec(text.as_bytes(), 0)
    };
    let body = stored(49_143 - 10);
    assert_eq!(body.len(), 49_143);
    let longest = envelope_of(0, &body);
    assert_eq!(longest.len(), limits::LINK);
    assert_eq!(opened("the longest link", &longest), Ok(49_133));
    assert_eq!(opened("one more", &format!("{longest}A")), Err(Fault::TooLarge(Limit::Link)));
    let over = opened("encoded, one more", &encoded(&format!("#{longest}A")));
    assert_eq!(over, Err(Fault::TooLarge(Limit::Link)));
    for endless in
        ["#1.", "%", "%25", "A", " ", "#", "é", "https://x.safelinks.protection.outlook.com/?url="]
    {
        let text = endless.repeat(limits::FILE / endless.len());
        assert_eq!(opened(endless, &text), Err(Fault::TooLarge(Limit::Link)));
        let text = endless.repeat(5 * limits::LINK / endless.len());
        assert!(opened(endless, &text).is_err());
    }

    // Fifty to one, with the blocks that say nothing to make it exact.
    let padded = |text: &str, length: usize| {
        let packed = compress_to_vec(text.as_bytes(), 10);
        let gap = length - packed.len();
        assert_eq!(gap % 5, 0, "{gap}");
        [[0, 0, 0, 0xff, 0xff].repeat(gap / 5), packed].concat()
    };
    let packed = compress_to_vec("a".repeat(100_000).as_bytes(), 10).len();
    let length = packed + (2_000 - packed) / 5 * 5;
    for (unpacked, fault) in
        [(length * 50, None), (length * 50 + 1, Some(Fault::TooLarge(Limit::Ratio)))]
    {
        let text = "a".repeat(unpacked);
        let link = envelope_of(0, &padded(&text, length));
        assert_eq!(opened("fifty to one", &link).err(), fault);
    }

    // A mebibyte.
    let length = packed + (30_000 - packed) / 5 * 5;
    for (unpacked, fault) in [
        (limits::UNPACKED, None),
        (limits::UNPACKED + 1, Some(Fault::TooLarge(Limit::Unpacked))),
        (40 * limits::UNPACKED, Some(Fault::TooLarge(Limit::Unpacked))),
    ] {
        let packed = compress_to_vec("a".repeat(unpacked).as_bytes(), 10);
        let blocks = (length.saturating_sub(packed.len())).div_ceil(5);
        let body = [[0, 0, 0, 0xff, 0xff].repeat(blocks), packed].concat();
        assert_eq!(opened("a mebibyte", &envelope_of(0, &body)).err(), fault);
    }
    let bomb = compress_to_vec(&vec![0; 10 * limits::UNPACKED], 10);
    assert_eq!(opened("a bomb", &envelope_of(0, &bomb)), Err(Fault::TooLarge(Limit::Ratio)));

    // What would be over a limit is not sent either.
    let noise: String = (0..60_000_u64)
        .map(|n| char::from(b'!' + u8::try_from(n * n * n % 89).expect("small")))
        .collect();
    let noise: String = noise
        .chars()
        .enumerate()
        .map(|(n, c)| char::from_u32(u32::from(c) + u32::try_from(n).expect("few")).unwrap_or('x'))
        .collect();
    let long = seal(&noise);
    assert!(long.len() > limits::LINK && Weight::of(&long) == Weight::TooHeavy);
    assert_eq!(opened("too long but for a file", &long), Err(Fault::TooLarge(Limit::Link)));
    assert_eq!(file::open(&file::write(&long)), Ok(Opened::Plain(noise.clone())));
    let much = "a".repeat(limits::UNPACKED + 1);
    assert_eq!(envelope::seal(&much, None), Err(Fault::TooLarge(Limit::Unpacked)));
    // What says nothing twice is longer than a head can say before that.
    let noise = noise_of(limits::UNPACKED);
    assert_eq!(envelope::seal(&noise, None), Err(Fault::TooLarge(Limit::Link)));
    assert!(seal(&noise[..limits::LINK_IN_FILE * 3 / 4]).len() <= limits::LINK_IN_FILE);
}

/// So many characters, of which none can be told from those before.
fn noise_of(length: usize) -> String {
    let mut number = 7_u64;
    let mut next = || {
        number =
            number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b' ' + u8::try_from((number >> 40) % 95).expect("small"))
    };
    (0..length).map(|_| next()).collect()
}

/// Made by somebody who knows the format and means it otherwise.
#[test]
fn what_arrived_as_it_was_made_may_still_be_nothing_of_ours() {
    let whole = compress_to_vec(b"{}", 10);
    let made = |flags, body: &[u8]| open(&envelope_of(flags, body));
    assert_eq!(made(0, &whole).as_deref(), Ok("{}"));
    for (what, body) in [
        ("nothing", vec![]),
        ("cut within", whole[..whole.len() - 1].to_vec()),
        ("something behind", [&whole[..], b"x"].concat()),
        ("no such block", vec![0xff; 20]),
        ("a look back behind the dictionary", vec![0x4b, 0x04, 0x82, 0xff]),
        ("no UTF-8", compress_to_vec(b"\xff\xfe", 10)),
        ("half a letter", compress_to_vec(&"é".as_bytes()[..1], 10)),
        ("a lone surrogate", compress_to_vec(b"\xed\xa0\x80", 10)),
    ] {
        assert_eq!(made(0, &body), Err(Fault::NotText), "{what}");
    }
    for flags in 2..16 {
        assert_eq!(made(flags, &whole), Err(Fault::Changed), "{flags}");
    }
    assert_eq!(made(1, &whole), Err(Fault::NotText), "locked, with no room for a lock");

    // A length that is not so: nothing is done about it but to say so.
    let right = envelope_of(0, &whole).len();
    for characters in [0, 1, 2, 11, limits::LINK + 1, 0xf_ffff] {
        assert_eq!(open(&claiming(0, characters, &whole)), Err(Fault::Changed), "{characters}");
    }
    for characters in [12, limits::LINK] {
        let fault = if characters < right {
            Fault::More { arrived: right, of: characters }
        } else {
            Fault::Cut { arrived: right, of: Some(characters) }
        };
        assert_eq!(open(&claiming(0, characters, &whole)), Err(fault), "{characters}");
    }
    // No number of bytes comes to so many letters.
    for letters in 1..9 {
        let link = claiming(0, right + letters, &whole) + &"A".repeat(letters);
        assert!(open(&link).is_err(), "{link}");
    }
}

/// As a file a link may hold all that is unpacked from one, if words are in it and no noise.
#[test]
fn a_file_holds_what_is_too_long_for_a_link() {
    let mut number = 7_u32;
    let mut text = String::new();
    while text.len() < limits::UNPACKED {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let letters = (0..5)
            .map(|n| char::from(b'a' + u8::try_from(number >> (5 * n + 3) & 15).expect("small")));
        text.extend(letters.chain([' ']));
    }
    text.truncate(limits::UNPACKED);
    let link = seal(&text);
    assert!(link.len() > limits::LINK, "{}", link.len());
    assert_eq!(file::open(&file::write(&link)), Ok(Opened::Plain(text.clone())));
    // What is pasted is no file.
    assert_eq!(open(&link), Err(Fault::TooLarge(Limit::Link)));
    assert_eq!(file::open(&link), Err(Fault::TooLarge(Limit::Link)));
    // A cut or changed one is found out as well.
    let cut = Fault::Cut { arrived: link.len() - 1, of: Some(link.len()) };
    assert_eq!(file::open(&file::write(&link[..link.len() - 1])), Err(cut));
    let other = if link.ends_with('A') { "Q" } else { "A" };
    let changed = format!("{}{other}", &link[..link.len() - 1]);
    assert_eq!(file::open(&file::write(&changed)), Err(Fault::Changed));
    assert_eq!(
        file::open("{\"format\":\"other\",\"link\":\"1.AAAO55GJ1AMA\"}"),
        Err(Fault::NoLink)
    );
    assert_eq!(file::open(&file::write("1.AAAO55GJ1AMA")), Ok(Opened::Plain(String::new())));
}
