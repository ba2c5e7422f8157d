#pragma once

#include <string_view>

/// What the devices of the sample printed.
namespace muster::test {

inline constexpr std::string_view edge_config = R"(version 17.3
service timestamps log datetime msec localtime
no service password-encryption
hostname edge-fra-01
!
enable secret 9 $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25GOfyZaagyUOGBymkryvOdfo6
!
username netops privilege 15 secret 9 $9$oKd0K8gZ1bTqPU$hV9bCkYJ0m1sX2y6kq4tQ7wW3n5z8aA1cE4gI7kM0oU
username cisco privilege 15 password 7 0822455D0A16
!
interface GigabitEthernet0/0/0
 description uplink to carrier, circuit 4711
 ip address 198.51.100.2 255.255.255.252
 ip access-group outside-in in
!
interface GigabitEthernet0/0/1
 ip address 10.20.0.1 255.255.255.0
!
ip access-list extended outside-in
 permit tcp any host 203.0.113.10 eq 443
 permit ip any any
!
ip route 0.0.0.0 0.0.0.0 198.51.100.1
!
snmp-server community public RO
snmp-server location Frankfurt
platform punt-keepalive disable-kernel-core
!
line con 0
 stopbits 1
line vty 0 4
 transport input telnet ssh
 login local
!
ntp server 10.20.0.5
end
)";

inline constexpr std::string_view branch_config = R"(version 15.7
hostname edge-muc-01
username netops privilege 15 secret 9 $9$Qk1pTz8mYvXw3c$9sLr2uGhJ5dN7bV4xC1zM6aQ8wE0rT3yU5iO2pKfHgS
logging host 10.20.0.20
snmp-server group operators v3 priv
line vty 0 4
 transport input ssh
end
)";

inline constexpr std::string_view frr_config = R"(frr version 8.4.4
hostname core-fra-01
log syslog informational
router ospf
 ospf router-id 10.255.0.1
 network 10.20.0.0/16 area 0
exit
router bgp 65010
 neighbor 198.51.100.9 remote-as 65020
 neighbor 198.51.100.9 password s3cr3t-bgp-key
 address-family ipv4 unicast
  neighbor 198.51.100.9 route-map carrier-in in
  neighbor 198.51.100.9 sender-as-path-loop-detection
 exit-address-family
exit
)";

inline constexpr std::string_view nft_config = R"(table inet filter {
    chain input {
        type filter hook input priority filter; policy drop;
        ct state established,related accept
        iif "lo" accept
        tcp dport 22 ip saddr 10.20.0.0/24 accept
    }
    chain forward {
        type filter hook forward priority filter; policy accept;
        tcp dport { 80, 443 } accept
    }
}
)";

inline constexpr std::string_view sockets_text =
    R"(Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*     users:(("sshd",pid=612,fd=3))
tcp   LISTEN 0      4096         0.0.0.0:9990      0.0.0.0:*     users:(("java",pid=901,fd=88))
tcp   LISTEN 0      511          0.0.0.0:443       0.0.0.0:*     users:(("haproxy",pid=744,fd=6))
)";

inline constexpr std::string_view haproxy_config = R"(global
    log /dev/log local0
    stats socket /run/haproxy/admin.sock mode 660 level admin
frontend public
    bind :443 ssl crt /etc/haproxy/site.pem
    acl is_carbon path_beg /carbon
    http-request deny if is_carbon
    use_backend api if { path_beg /services }
    default_backend web
backend api
    server api1 10.20.4.11:8243 check
backend web
    server web1 10.20.4.21:8080 check
    server web2 10.20.4.22:8080 check
)";

inline constexpr std::string_view nginx_config = R"(server {
    listen 443 ssl;
    server_name shop.example.com;
    location / {
        proxy_pass http://10.20.4.21:8080;
    }
    location /carbon {
        proxy_pass https://10.20.4.30:9443;
    }
}
)";

inline constexpr std::string_view iptables_config = R"(*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -s 10.20.0.0/24 -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -m set --match-set partners src -p tcp --dport 8443 -j ACCEPT
COMMIT
)";

}  // namespace muster::test
