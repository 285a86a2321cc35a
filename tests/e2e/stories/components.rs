//! The component page: every part in every state, in builds made for looking at it.

use crate::story::Story;

fn every_part_is_sound(story: Story) {
    story.run(|page| {
        page.open("#/components");
        assert!(page.names("heading").len() > 5, "there are parts to look at");
        page.fits();
        page.sentences_hold();
        page.axe_in_any();
        page.screenshot("components");
    });
}

#[test]
fn every_part_on_a_laptop() {
    every_part_is_sound(Story::specimens());
}

#[test]
fn every_part_in_the_dark() {
    every_part_is_sound(Story::specimens().dark());
}

#[test]
fn every_part_on_the_smallest_phone() {
    every_part_is_sound(Story::specimens().small_phone());
}
