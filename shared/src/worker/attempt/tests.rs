use serde_json::json;

use super::*;

fn job(attempts: i64) -> Leased {
    Leased {
        id: JobId::fresh(),
        key: "k".to_owned(),
        payload: json!({}),
        fence: 7,
        attempts,
    }
}

fn again(why: &str) -> Fate {
    Fate::Again {
        at: None,
        why: why.to_owned(),
    }
}

#[test]
fn pauses_grow_stay_bounded_and_repeat_for_the_same_job() {
    let id = JobId::fresh();
    let all: Vec<_> = (1..40).map(|attempt| pause(id, attempt)).collect();
    assert!(all[0] >= chrono::Duration::seconds(2) && all[0] < chrono::Duration::milliseconds(2500));
    assert!(all.windows(2).take(10).all(|two| two[0] < two[1]));
    assert!(all.iter().all(|pause| *pause <= chrono::Duration::seconds(4500)));
    assert_eq!(all[3], pause(id, 4));
}

#[test]
fn jobs_of_one_set_do_not_come_back_in_step() {
    let pauses: std::collections::BTreeSet<_> = (0..50).map(|_| pause(JobId::random(), 3)).collect();
    assert!(pauses.len() > 10, "{}", pauses.len());
}

#[test]
fn a_failure_waits_and_the_last_one_is_buried() {
    let (now, early, last) = (Instant::UNIX_EPOCH, job(3), job(4));
    let End::Wait(put) = end(&early, again("no answer"), now, 4) else {
        panic!("it has an attempt left")
    };
    assert_eq!((put.fence, put.attempts, put.why.as_str()), (7, 3, "no answer"));
    assert!(put.run_at > now);
    assert!(matches!(end(&last, again("no answer"), now, 4), End::Bury(put) if put.why == "no answer"));
}

#[test]
fn too_early_does_not_count() {
    let at = Instant::UNIX_EPOCH + chrono::Duration::minutes(5);
    let End::Wait(put) = end(&job(4), Fate::Later(at), Instant::UNIX_EPOCH, 4) else {
        panic!("it is not a failure")
    };
    assert_eq!((put.attempts, put.run_at), (3, at));
}

#[test]
fn words_are_bounded_and_can_be_stored() {
    let End::Bury(put) = end(
        &job(1),
        Fate::Dead {
            why: "坏\0".repeat(2000),
        },
        Instant::UNIX_EPOCH,
        4,
    ) else {
        panic!("dead is dead")
    };
    assert!(put.why.chars().count() <= WORDS && !put.why.contains('\0'));
}
