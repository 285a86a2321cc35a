//! What is told in every browser, told once more where the window is the smallest, it is dark, or nobody has a mouse.

use crate::stories::{
    calendar, feedback, maps, pausing, preparing, safe, start_well, threshold, zones,
};
use crate::story::{PHONE, SMALL_PHONE, Story};

#[test]
fn f10a_on_a_small_phone_by_keyboard() {
    Story::new().small_phone().run(|page| start_well::dont_fit(page, true));
}

#[test]
fn f7_sams_map_on_a_phone_in_the_dark() {
    Story::new().sized(PHONE).dark().run(maps::f7);
}

#[test]
fn a_map_on_the_smallest_phone() {
    Story::new().sized(SMALL_PHONE).run(maps::kept_and_erased);
}

#[test]
fn a_safe_hand_on_a_phone() {
    Story::new().sized(PHONE).run(safe::a_line_of_ones_own);
}

#[test]
fn a_safe_hand_on_the_smallest_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(safe::a_line_of_ones_own);
}

#[test]
fn getting_ready_by_keys_on_the_smallest_phone_in_the_dark() {
    preparing::on_one_device(Story::new().sized(SMALL_PHONE).dark());
}

#[test]
fn f9_on_the_smallest_phone() {
    Story::new().sized(SMALL_PHONE).zone("Asia/Taipei").run(pausing::in_two_places);
}

#[test]
fn maya_and_tom_on_the_smallest_phone() {
    Story::new().sized(SMALL_PHONE).run(zones::maya_and_tom);
}

#[test]
fn the_next_talk_on_the_smallest_phone() {
    Story::new().sized(SMALL_PHONE).run(calendar::next_talk);
}

#[test]
fn f10b_on_the_smallest_phone_in_the_dark() {
    Story::new().sized(SMALL_PHONE).dark().run(threshold::noor_alone);
}

#[test]
fn handing_over_and_opening_fit_a_small_phone_in_the_dark() {
    feedback::hands_over_and_opens(Story::new().small_phone().dark());
}

#[test]
fn handing_over_and_opening_fit_a_phone() {
    feedback::hands_over_and_opens(Story::new().phone());
}
