use super::*;

fn element(kind: Kind) -> Element {
    Element {
        kind,
        x: 2.0,
        y: 1.0,
        w: 30.0,
        h: 5.0,
        text: if kind == Kind::Text {
            "订单 {alias}".into()
        } else {
            String::new()
        },
        size: None,
        bold: false,
        invert: false,
        shrink: true,
        align: Align::Left,
        valign: VAlign::Top,
        columns: if kind == Kind::Items {
            vec![Column::Name, Column::Quantity]
        } else {
            Vec::new()
        },
        head: false,
        thick: None,
    }
}

fn fault_of(change: impl FnOnce(&mut Element), kind: Kind) -> Option<String> {
    let mut one = element(kind);
    change(&mut one);
    let design = Design {
        version: 1,
        elements: vec![element(Kind::Line), one],
    };
    design.check(Size::W76H130).err().map(|fault| fault.at)
}

#[test]
fn a_good_design_is_good_on_every_paper() {
    let kinds = [Kind::Text, Kind::Items, Kind::Line, Kind::Frame];
    let design = Design {
        version: 1,
        elements: kinds.map(element).into(),
    };
    for size in Size::ALL {
        assert_eq!(design.check(size), Ok(()));
    }
    let json = serde_json::to_string(&design).unwrap();
    assert_eq!(serde_json::from_str::<Design>(&json).unwrap(), design);
}

#[test]
fn what_cannot_be_drawn_is_named() {
    type Change = fn(&mut Element);
    let cases: [(Kind, Change, &str); 19] = [
        (Kind::Text, |e| e.text = "{phone}".into(), "/elements/1/text"),
        (Kind::Text, |e| e.text = "{alias".into(), "/elements/1/text"),
        (Kind::Text, |e| e.text = "}".into(), "/elements/1/text"),
        (Kind::Text, |e| e.text = " ".into(), "/elements/1/text"),
        (
            Kind::Text,
            |e| e.text = "长".repeat(MAX_TEXT + 1),
            "/elements/1/text",
        ),
        (Kind::Text, |e| e.text = "a\u{1b}".into(), "/elements/1/text"),
        (Kind::Text, |e| e.x = 60.0, "/elements/1/x"),
        (Kind::Text, |e| e.y = 33.0, "/elements/1/y"),
        (Kind::Text, |e| e.x = -1.0, "/elements/1/x"),
        (Kind::Text, |e| e.w = f64::NAN, "/elements/1/x"),
        (Kind::Text, |e| e.size = Some(1.0), "/elements/1/size"),
        (Kind::Text, |e| e.h = 2.0, "/elements/1/h"),
        (Kind::Items, |e| e.columns.clear(), "/elements/1/columns"),
        (
            Kind::Items,
            |e| e.columns = vec![Column::Sku, Column::Sku],
            "/elements/1/columns",
        ),
        (Kind::Line, |e| e.h = 0.1, "/elements/1/w"),
        (Kind::Line, |e| e.text = "x".into(), "/elements/1/text"),
        (Kind::Frame, |e| e.thick = Some(9.0), "/elements/1/thick"),
        (Kind::Frame, |e| e.thick = Some(2.9), "/elements/1/thick"),
        (Kind::Frame, |e| e.head = true, "/elements/1/head"),
    ];
    for (n, (kind, change, at)) in cases.into_iter().enumerate() {
        assert_eq!(fault_of(change, kind).as_deref(), Some(at), "case {n}");
    }
}

#[test]
fn a_design_is_bounded() {
    let many = Design {
        version: 1,
        elements: vec![element(Kind::Line); MAX_ELEMENTS + 1],
    };
    assert_eq!(many.check(Size::W76H130).unwrap_err().at, "/elements");
    let none = Design {
        version: 1,
        elements: Vec::new(),
    };
    assert_eq!(none.check(Size::W76H130).unwrap_err().at, "/elements");
    let new = Design {
        version: 2,
        elements: vec![element(Kind::Line)],
    };
    assert_eq!(new.check(Size::W76H130).unwrap_err().at, "/version");
}

#[test]
fn fields_are_filled_in_and_empty_ones_say_nothing() {
    let data = Data {
        alias: "DS1".into(),
        index: 6,
        total: 500,
        goods: vec![
            Item {
                sku: String::new(),
                name: "杯子".into(),
                spec: "红".into(),
                quantity: 2,
            },
            Item {
                sku: String::new(),
                name: "袋".into(),
                spec: String::new(),
                quantity: 1,
            },
        ],
        ..Data::default()
    };
    let fill = |text| fields::fill(text, &data);
    assert_eq!(fill("{alias} {index}/{total}").unwrap(), "DS1 6/500");
    assert_eq!(fill("{goods}").unwrap(), "杯子 红 ×2；袋 ×1");
    assert_eq!(fill("{kinds} 种 {pieces} 件 {{x}}").unwrap(), "2 种 3 件 {x}");
    assert_eq!(fill("备注：{remark}"), None);
    assert_eq!(fill("{remark} {alias}").unwrap(), " DS1");
    assert_eq!(fill("谢谢惠顾").unwrap(), "谢谢惠顾");
}
