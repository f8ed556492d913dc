//! Where a printer may be: a literal address of a private network at a port printers listen on, never a name.
//!
//! A name could be made to resolve anywhere; any other port would make the agent a way into the local network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::refusal::Refusal;

/// Raw sockets: JetDirect's range, and Zebra's second one.
const RAW_PORTS: [std::ops::RangeInclusive<u16>; 2] = [9100..=9109, 6101..=6101];
/// IPP: the registered port, and its usual stand-in where that one is taken.
const IPP_PORTS: [u16; 2] = [631, 8631];

/// A raw printer's address.
pub fn raw(address: SocketAddr) -> Result<(), Refusal> {
    if !private(address.ip()) {
        return Err(far(&address.ip().to_string()));
    }
    match RAW_PORTS.iter().any(|ports| ports.contains(&address.port())) {
        true => Ok(()),
        false => Err(port(address.port(), "9100–9109、6101")),
    }
}

/// An IPP printer's address: what to dial, and the path of its queue.
pub fn ipp(uri: &str) -> Result<reqwest::Url, Refusal> {
    let bad = || {
        Refusal::saying(
            "bad_printer",
            "打印队列地址应如 ipp://127.0.0.1:631/printers/label".into(),
        )
    };
    let plain = uri.strip_prefix("ipp://").ok_or_else(bad)?;
    let url = reqwest::Url::parse(&format!("http://{plain}")).map_err(|_| bad())?;
    if uri.len() > 300 || !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        return Err(bad());
    }
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let ip: IpAddr = match host {
        "localhost" => IpAddr::V4(Ipv4Addr::LOCALHOST),
        host => host.parse().map_err(|_| far(host))?,
    };
    if !private(ip) {
        return Err(far(host));
    }
    // An http address leaves its own port 80 out; printers do not listen there.
    let number = url.port().unwrap_or(if plain_has_port(plain) { 80 } else { 631 });
    match IPP_PORTS.contains(&number) {
        true => Ok(with_port(url, number)),
        false => Err(port(number, "631、8631")),
    }
}

fn plain_has_port(plain: &str) -> bool {
    let authority = plain.split('/').next().unwrap_or_default();
    authority.rsplit(']').next().unwrap_or_default().contains(':')
}

fn with_port(mut url: reqwest::Url, number: u16) -> reqwest::Url {
    let _ = url.set_port(Some(number));
    url
}

fn far(host: &str) -> Refusal {
    Refusal::saying("bad_printer", format!("{host} 不是本地网络的 IP 地址"))
}

fn port(number: u16, known: &str) -> Refusal {
    Refusal::saying("bad_printer", format!("{number} 不是打印机端口（{known}）"))
}

fn private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => private(IpAddr::V4(ip)),
            None => ip.is_loopback() || unique_local(ip) || ip.is_unicast_link_local(),
        },
    }
}

/// fc00::/7.
fn unique_local(ip: Ipv6Addr) -> bool {
    ip.octets().first().is_some_and(|first| first & 0xfe == 0xfc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_printers_ports_of_private_networks() {
        for good in [
            "192.168.1.9:9100",
            "10.0.0.1:6101",
            "127.0.0.1:9109",
            "[fd00::1]:9100",
            "169.254.3.4:9100",
        ] {
            assert!(raw(good.parse().unwrap()).is_ok(), "{good}");
        }
        for bad in [
            "8.8.8.8:9100",
            "192.168.1.9:22",
            "0.0.0.0:9100",
            "[::ffff:8.8.8.8]:9100",
            "100.64.0.1:9100",
            "192.168.1.9:9110",
        ] {
            assert!(raw(bad.parse().unwrap()).is_err(), "{bad}");
        }
    }

    #[test]
    fn queues_are_literal_addresses_too() {
        assert_eq!(
            ipp("ipp://127.0.0.1/printers/a").unwrap().as_str(),
            "http://127.0.0.1:631/printers/a"
        );
        assert!(
            ipp("ipp://localhost:631/printers/a").is_ok() && ipp("ipp://[fd00::1]:8631/ipp/print").is_ok()
        );
        for bad in [
            "http://127.0.0.1:631/printers/a",
            "ipp://printer.example:631/ipp/print",
            "ipp://8.8.8.8/ipp/print",
            "ipp://127.0.0.1:80/printers/a",
            "ipp://127.0.0.1:5432/x",
            "ipp://u:p@127.0.0.1:631/x",
            "ipp://127.0.0.1:631/x?y",
        ] {
            assert!(ipp(bad).is_err(), "{bad}");
        }
    }
}
