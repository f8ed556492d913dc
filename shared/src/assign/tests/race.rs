use std::sync::Barrier;

use super::*;

/// As many at once as there are rows, each in its own transaction.
fn at_once<T: Send>(works: Vec<Box<dyn Fn() -> T + Send + Sync + '_>>) -> Vec<T> {
    let barrier = Barrier::new(works.len());
    std::thread::scope(|scope| {
        let threads: Vec<_> = works
            .iter()
            .map(|work| {
                scope.spawn(|| {
                    barrier.wait();
                    work()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn the_same_pieces_are_given_once() {
    let world = World::open();
    for round in 0..5 {
        let order = world.order(&format!("A{round}"), "13800138000", &[2, 3]);
        let rows = [world.whole(&order)];
        let works = (0..4)
            .map(|_| -> Box<dyn Fn() -> Reply + Send + Sync + '_> { Box::new(|| world.give(&rows)) })
            .collect();
        let done: usize = at_once(works).iter().map(|reply| reply.rows.done).sum();
        assert_eq!(done, 1);
    }
    world.check();
}

#[test]
fn a_quantity_is_shared_out_and_never_below_zero() {
    let world = World::open();
    let order = world.order("A1", "13800138000", &[5]);
    let rows = [world.row(order.id, Some(order.lines[0]), Some(2))];
    let works = (0..4)
        .map(|_| -> Box<dyn Fn() -> Reply + Send + Sync + '_> { Box::new(|| world.give(&rows)) })
        .collect();
    let done: usize = at_once(works).iter().map(|reply| reply.rows.done).sum();
    assert_eq!(done, 2, "two of two, and one is left");
    world.check();
}

#[test]
fn undo_and_release_do_not_both_win() {
    let world = World::open();
    for round in 0..5 {
        let order = world.order(&format!("A{round}"), "13800138000", &[2]);
        let reply = world.give(&[world.whole(&order)]);
        let ask = Undo {
            act: Some(reply.act),
            assignments: Vec::new(),
        };
        let works: Vec<Box<dyn Fn() -> usize + Send + Sync + '_>> = vec![
            Box::new(|| {
                world.release(reply.act);
                0
            }),
            Box::new(|| {
                world
                    .trial
                    .write(|tx| undo(tx, &world.merchant, &ask))
                    .unwrap()
                    .done
            }),
        ];
        let undone: usize = at_once(works).iter().sum();
        let state = world.given(&order)[0].state;
        assert_eq!(
            state,
            if undone == 1 {
                Word::Recalled
            } else {
                Word::Assigned
            }
        );
    }
    world.check();
}

#[test]
fn an_end_and_an_assignment_do_not_pass_each_other() {
    let world = World::open();
    let mut binding = world.binding;
    for round in 0..5 {
        let order = world.order(&format!("A{round}"), "13800138000", &[2]);
        let row = Row {
            to: Target::Binding(binding),
            ..world.whole(&order)
        };
        let works: Vec<Box<dyn Fn() -> usize + Send + Sync + '_>> = vec![
            Box::new(|| world.give(std::slice::from_ref(&row)).rows.done),
            Box::new(|| {
                let end = Decision::default();
                let ended = world
                    .trial
                    .write(|tx| binding::end(tx, &world.merchant, binding, &end));
                usize::from(ended.unwrap().state.word() == binding::Word::Ended)
            }),
        ];
        let both = at_once(works);
        assert_ne!(both, [1, 1], "held work under a binding that has ended");
        if both[0] == 1 {
            let held = world.given(&order)[0].id;
            let ask = Undo {
                act: None,
                assignments: vec![held],
            };
            world.trial.write(|tx| undo(tx, &world.merchant, &ask)).unwrap();
        }
        binding = world.bind();
    }
    world.check();
}
