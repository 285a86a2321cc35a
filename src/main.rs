//! Starts the program.

fn main() {
    std::panic::set_hook(Box::new(common_ground::app::broke));
    common_ground::app::start();
}
