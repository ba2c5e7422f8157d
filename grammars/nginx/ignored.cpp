#include <algorithm>
#include <array>
#include <vector>

#include "grammars/nginx/keywords.hpp"

// Directives of nginx 1.22 to 1.27 and of common modules that cannot matter to any rule, grouped by the reason.
namespace muster::grammars::nginx {
namespace {

struct Group {
  std::string_view because;
  std::string_view names;  ///< separated by one blank
};

std::vector<Keyword<Config>> rows_of(std::span<const Group> groups) {
  std::vector<Keyword<Config>> rows;
  for (const auto& [because, names] : groups) {
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find(' ', at), names.size());
      rows.push_back(ignored<Config>(names.substr(at, end - at), because));
      at = end + 1;
    }
  }
  return rows;
}

constexpr auto in_blocks = std::to_array<Group>({
    {"how a forwarded request is sent, buffered, cached or retried",
     "fastcgi_allow_upstream fastcgi_bind fastcgi_buffer_size fastcgi_buffering fastcgi_buffers "
     "fastcgi_busy_buffers_size fastcgi_cache_background_update fastcgi_cache_bypass fastcgi_cache_convert_head "
     "fastcgi_cache_key fastcgi_cache_lock fastcgi_cache_lock_age fastcgi_cache_lock_timeout "
     "fastcgi_cache_max_range_offset fastcgi_cache_methods fastcgi_cache_min_uses fastcgi_cache_path "
     "fastcgi_cache_purge fastcgi_cache_revalidate fastcgi_cache_use_stale fastcgi_cache_valid "
     "fastcgi_catch_stderr fastcgi_connect_timeout fastcgi_cookie_domain fastcgi_cookie_flags fastcgi_cookie_path "
     "fastcgi_force_ranges fastcgi_headers_hash_bucket_size fastcgi_headers_hash_max_size fastcgi_hide_header "
     "fastcgi_http_version fastcgi_ignore_client_abort fastcgi_ignore_headers fastcgi_index "
     "fastcgi_intercept_errors fastcgi_keep_conn fastcgi_limit_rate fastcgi_max_temp_file_size "
     "fastcgi_next_upstream fastcgi_next_upstream_timeout fastcgi_next_upstream_tries fastcgi_no_cache "
     "fastcgi_pass_header fastcgi_pass_request_body fastcgi_pass_request_headers fastcgi_pass_trailers "
     "fastcgi_read_timeout fastcgi_redirect fastcgi_request_buffering fastcgi_request_dynamic fastcgi_send_lowat "
     "fastcgi_send_timeout fastcgi_socket_keepalive fastcgi_split_path_info fastcgi_store_access "
     "fastcgi_temp_file_write_size fastcgi_temp_path grpc_allow_upstream grpc_bind grpc_buffer_size grpc_buffering "
     "grpc_buffers grpc_busy_buffers_size grpc_cache_background_update grpc_cache_bypass grpc_cache_convert_head "
     "grpc_cache_key grpc_cache_lock grpc_cache_lock_age grpc_cache_lock_timeout grpc_cache_max_range_offset "
     "grpc_cache_methods grpc_cache_min_uses grpc_cache_path grpc_cache_purge grpc_cache_revalidate "
     "grpc_cache_use_stale grpc_cache_valid grpc_connect_timeout grpc_cookie_domain grpc_cookie_flags "
     "grpc_cookie_path grpc_force_ranges grpc_headers_hash_bucket_size grpc_headers_hash_max_size grpc_hide_header "
     "grpc_http_version grpc_ignore_client_abort grpc_ignore_headers grpc_intercept_errors grpc_limit_rate "
     "grpc_max_temp_file_size grpc_next_upstream grpc_next_upstream_timeout grpc_next_upstream_tries grpc_no_cache "
     "grpc_pass_header grpc_pass_request_body grpc_pass_request_headers grpc_pass_trailers grpc_read_timeout "
     "grpc_redirect grpc_request_buffering grpc_request_dynamic grpc_send_lowat grpc_send_timeout "
     "grpc_socket_keepalive grpc_store_access grpc_temp_file_write_size grpc_temp_path memcached_allow_upstream "
     "memcached_bind memcached_buffer_size memcached_buffering memcached_buffers memcached_busy_buffers_size "
     "memcached_cache_background_update memcached_cache_bypass memcached_cache_convert_head memcached_cache_key "
     "memcached_cache_lock memcached_cache_lock_age memcached_cache_lock_timeout memcached_cache_max_range_offset "
     "memcached_cache_methods memcached_cache_min_uses memcached_cache_path memcached_cache_purge "
     "memcached_cache_revalidate memcached_cache_use_stale memcached_cache_valid memcached_connect_timeout "
     "memcached_cookie_domain memcached_cookie_flags memcached_cookie_path memcached_force_ranges "
     "memcached_gzip_flag memcached_headers_hash_bucket_size memcached_headers_hash_max_size memcached_hide_header "
     "memcached_http_version memcached_ignore_client_abort memcached_ignore_headers memcached_intercept_errors "
     "memcached_limit_rate memcached_max_temp_file_size memcached_next_upstream memcached_next_upstream_timeout "
     "memcached_next_upstream_tries memcached_no_cache memcached_pass_header memcached_pass_request_body "
     "memcached_pass_request_headers memcached_pass_trailers memcached_read_timeout memcached_redirect "
     "memcached_request_buffering memcached_request_dynamic memcached_send_lowat memcached_send_timeout "
     "memcached_socket_keepalive memcached_store_access memcached_temp_file_write_size memcached_temp_path "
     "preread_buffer_size preread_timeout proxy_allow_upstream proxy_bind proxy_buffer proxy_buffer_size "
     "proxy_buffering proxy_buffers proxy_busy_buffers_size proxy_cache_background_update proxy_cache_bypass "
     "proxy_cache_convert_head proxy_cache_key proxy_cache_lock proxy_cache_lock_age proxy_cache_lock_timeout "
     "proxy_cache_max_range_offset proxy_cache_methods proxy_cache_min_uses proxy_cache_path proxy_cache_purge "
     "proxy_cache_revalidate proxy_cache_use_stale proxy_cache_valid proxy_connect_timeout proxy_cookie_domain "
     "proxy_cookie_flags proxy_cookie_path proxy_download_rate proxy_force_ranges proxy_half_close "
     "proxy_headers_hash_bucket_size proxy_headers_hash_max_size proxy_hide_header proxy_http_version "
     "proxy_ignore_client_abort proxy_ignore_headers proxy_intercept_errors proxy_limit_rate "
     "proxy_max_temp_file_size proxy_next_upstream proxy_next_upstream_timeout proxy_next_upstream_tries "
     "proxy_no_cache proxy_pass_header proxy_pass_request_body proxy_pass_request_headers proxy_pass_trailers "
     "proxy_protocol proxy_read_timeout proxy_redirect proxy_request_buffering proxy_request_dynamic "
     "proxy_requests proxy_responses proxy_send_lowat proxy_send_timeout proxy_session_drop proxy_socket_keepalive "
     "proxy_store_access proxy_temp_file_write_size proxy_temp_path proxy_timeout proxy_upload_buffer "
     "proxy_upload_rate scgi_allow_upstream scgi_bind scgi_buffer_size scgi_buffering scgi_buffers "
     "scgi_busy_buffers_size scgi_cache_background_update scgi_cache_bypass scgi_cache_convert_head scgi_cache_key "
     "scgi_cache_lock scgi_cache_lock_age scgi_cache_lock_timeout scgi_cache_max_range_offset scgi_cache_methods "
     "scgi_cache_min_uses scgi_cache_path scgi_cache_purge scgi_cache_revalidate scgi_cache_use_stale "
     "scgi_cache_valid scgi_connect_timeout scgi_cookie_domain scgi_cookie_flags scgi_cookie_path "
     "scgi_force_ranges scgi_headers_hash_bucket_size scgi_headers_hash_max_size scgi_hide_header "
     "scgi_http_version scgi_ignore_client_abort scgi_ignore_headers scgi_intercept_errors scgi_limit_rate "
     "scgi_max_temp_file_size scgi_next_upstream scgi_next_upstream_timeout scgi_next_upstream_tries scgi_no_cache "
     "scgi_pass_header scgi_pass_request_body scgi_pass_request_headers scgi_pass_trailers scgi_read_timeout "
     "scgi_redirect scgi_request_buffering scgi_request_dynamic scgi_send_lowat scgi_send_timeout "
     "scgi_socket_keepalive scgi_store_access scgi_temp_file_write_size scgi_temp_path tunnel_allow_upstream "
     "tunnel_bind tunnel_buffer_size tunnel_buffering tunnel_buffers tunnel_busy_buffers_size "
     "tunnel_cache_background_update tunnel_cache_bypass tunnel_cache_convert_head tunnel_cache_key "
     "tunnel_cache_lock tunnel_cache_lock_age tunnel_cache_lock_timeout tunnel_cache_max_range_offset "
     "tunnel_cache_methods tunnel_cache_min_uses tunnel_cache_path tunnel_cache_purge tunnel_cache_revalidate "
     "tunnel_cache_use_stale tunnel_cache_valid tunnel_connect_timeout tunnel_cookie_domain tunnel_cookie_flags "
     "tunnel_cookie_path tunnel_force_ranges tunnel_headers_hash_bucket_size tunnel_headers_hash_max_size "
     "tunnel_hide_header tunnel_http_version tunnel_ignore_client_abort tunnel_ignore_headers "
     "tunnel_intercept_errors tunnel_limit_rate tunnel_max_temp_file_size tunnel_next_upstream "
     "tunnel_next_upstream_timeout tunnel_next_upstream_tries tunnel_no_cache tunnel_pass_header "
     "tunnel_pass_request_body tunnel_pass_request_headers tunnel_pass_trailers tunnel_read_timeout "
     "tunnel_redirect tunnel_request_buffering tunnel_request_dynamic tunnel_send_lowat tunnel_send_timeout "
     "tunnel_socket_keepalive tunnel_store_access tunnel_temp_file_write_size tunnel_temp_path "
     "uwsgi_allow_upstream uwsgi_bind uwsgi_buffer_size uwsgi_buffering uwsgi_buffers uwsgi_busy_buffers_size "
     "uwsgi_cache_background_update uwsgi_cache_bypass uwsgi_cache_convert_head uwsgi_cache_key uwsgi_cache_lock "
     "uwsgi_cache_lock_age uwsgi_cache_lock_timeout uwsgi_cache_max_range_offset uwsgi_cache_methods "
     "uwsgi_cache_min_uses uwsgi_cache_path uwsgi_cache_purge uwsgi_cache_revalidate uwsgi_cache_use_stale "
     "uwsgi_cache_valid uwsgi_connect_timeout uwsgi_cookie_domain uwsgi_cookie_flags uwsgi_cookie_path "
     "uwsgi_force_ranges uwsgi_headers_hash_bucket_size uwsgi_headers_hash_max_size uwsgi_hide_header "
     "uwsgi_http_version uwsgi_ignore_client_abort uwsgi_ignore_headers uwsgi_intercept_errors uwsgi_limit_rate "
     "uwsgi_max_temp_file_size uwsgi_modifier1 uwsgi_modifier2 uwsgi_next_upstream uwsgi_next_upstream_timeout "
     "uwsgi_next_upstream_tries uwsgi_no_cache uwsgi_pass_header uwsgi_pass_request_body "
     "uwsgi_pass_request_headers uwsgi_pass_trailers uwsgi_read_timeout uwsgi_redirect uwsgi_request_buffering "
     "uwsgi_request_dynamic uwsgi_send_lowat uwsgi_send_timeout uwsgi_socket_keepalive uwsgi_store_access "
     "uwsgi_temp_file_write_size uwsgi_temp_path proxy_cache fastcgi_cache scgi_cache uwsgi_cache proxy_method "
     "proxy_store fastcgi_store"},
    {"certificates, sessions, and TLS towards servers",
     "ssl_alpn ssl_buffer_size ssl_certificate ssl_certificate_cache ssl_certificate_key "
     "ssl_client_certificate ssl_crl ssl_dhparam ssl_early_data ssl_ecdh_curve ssl_engine "
     "ssl_handshake_timeout ssl_object_cache_inheritable ssl_ocsp ssl_ocsp_cache ssl_ocsp_responder "
     "ssl_password_file ssl_prefer_server_ciphers ssl_preread ssl_reject_handshake ssl_session_cache "
     "ssl_session_ticket_key ssl_session_tickets ssl_session_timeout ssl_stapling ssl_stapling_file "
     "ssl_stapling_responder ssl_stapling_verify ssl_trusted_certificate ssl_verify_client ssl_verify_depth "
     "proxy_ssl proxy_ssl_certificate proxy_ssl_certificate_cache proxy_ssl_certificate_key proxy_ssl_ciphers "
     "proxy_ssl_conf_command proxy_ssl_crl proxy_ssl_key_log proxy_ssl_name proxy_ssl_password_file "
     "proxy_ssl_protocols proxy_ssl_server_name proxy_ssl_session_reuse proxy_ssl_trusted_certificate "
     "proxy_ssl_verify proxy_ssl_verify_depth grpc_ssl_certificate grpc_ssl_certificate_cache "
     "grpc_ssl_certificate_key grpc_ssl_ciphers grpc_ssl_conf_command grpc_ssl_crl grpc_ssl_key_log grpc_ssl_name "
     "grpc_ssl_password_file grpc_ssl_protocols grpc_ssl_server_name grpc_ssl_session_reuse "
     "grpc_ssl_trusted_certificate grpc_ssl_verify grpc_ssl_verify_depth uwsgi_ssl_certificate "
     "uwsgi_ssl_certificate_cache uwsgi_ssl_certificate_key uwsgi_ssl_ciphers uwsgi_ssl_conf_command uwsgi_ssl_crl "
     "uwsgi_ssl_key_log uwsgi_ssl_name uwsgi_ssl_password_file uwsgi_ssl_protocols uwsgi_ssl_server_name "
     "uwsgi_ssl_session_reuse uwsgi_ssl_trusted_certificate uwsgi_ssl_verify uwsgi_ssl_verify_depth"},
    {"how a response is encoded, changed or described",
     "addition_types add_after_body add_before_body ancient_browser ancient_browser_value autoindex "
     "autoindex_exact_size autoindex_format autoindex_localtime brotli brotli_buffers brotli_comp_level "
     "brotli_min_length brotli_static brotli_types brotli_window charset charset_map charset_types "
     "chunked_transfer_encoding default_type early_hints etag expires gunzip gunzip_buffers gzip gzip_buffers "
     "gzip_comp_level gzip_disable gzip_http_version gzip_min_length gzip_proxied gzip_static gzip_types gzip_vary "
     "gzip_window if_modified_since image_filter image_filter_buffer image_filter_interlace "
     "image_filter_jpeg_quality image_filter_sharpen image_filter_transparency image_filter_webp_quality "
     "max_ranges modern_browser modern_browser_value mp4_buffer_size mp4_limit_rate mp4_limit_rate_after "
     "mp4_max_buffer_size mp4_start_key_frame msie_padding msie_refresh override_charset server_tokens slice "
     "source_charset ssi_last_modified ssi_min_file_chunk ssi_silent_errors ssi_types ssi_value_length sub_filter "
     "sub_filter_last_modified sub_filter_once sub_filter_types types types_hash_bucket_size types_hash_max_size "
     "xml_entities xslt_last_modified xslt_param xslt_string_param xslt_stylesheet xslt_types zstd zstd_types"},
    {"where files are and how they are read: what no rule forwards is answered with them",
     "aio aio_write alias directio directio_alignment disable_symlinks index log_not_found mp4 flv empty_gif "
     "stub_status open_file_cache open_file_cache_errors open_file_cache_events open_file_cache_min_uses "
     "open_file_cache_valid output_buffers postpone_output random_index read_ahead root sendfile "
     "sendfile_max_chunk subrequest_output_buffer_size dav_access dav_methods create_full_put_path "
     "min_delete_depth"},
    {"limits, timeouts and memory of connections and requests",
     "absolute_redirect client_body_buffer_size client_body_in_file_only client_body_in_single_buffer "
     "client_body_temp_path client_body_timeout client_header_buffer_size client_header_timeout "
     "client_max_body_size connection_pool_size http2 http2_body_preread_size http2_chunk_size http2_idle_timeout "
     "http2_max_concurrent_pushes http2_max_concurrent_streams http2_max_field_size http2_max_header_size "
     "http2_max_requests http2_push http2_push_preload http2_recv_buffer_size http2_recv_timeout http3 http3_hq "
     "http3_max_concurrent_streams http3_stream_buffer_size quic_active_connection_id_limit quic_bpf quic_gso "
     "quic_host_key quic_retry ignore_invalid_headers keepalive_disable keepalive_min_timeout keepalive_requests "
     "keepalive_time keepalive_timeout large_client_header_buffers limit_conn limit_conn_dry_run "
     "limit_conn_log_level limit_conn_status limit_conn_zone limit_rate limit_rate_after limit_req "
     "limit_req_dry_run limit_req_log_level limit_req_status limit_req_zone limit_zone lingering_close "
     "lingering_time lingering_timeout max_headers merge_slashes port_in_redirect proxy_protocol_timeout "
     "recursive_error_pages request_pool_size reset_timedout_connection resolver resolver_timeout send_lowat "
     "send_timeout server_name_in_redirect server_names_hash_bucket_size server_names_hash_max_size tcp_nodelay "
     "tcp_nopush underscores_in_headers uninitialized_variable_warn variables_hash_bucket_size "
     "variables_hash_max_size real_ip_header real_ip_recursive set_real_ip_from thread_pool"},
    {"it defines a variable; what uses one is never taken as understood",
     "auth_request_set geo geoip_city geoip_country geoip_org geoip_proxy geoip_proxy_recursive keyval keyval_zone "
     "map map_hash_bucket_size map_hash_max_size referer_hash_bucket_size referer_hash_max_size set split_clients "
     "userid userid_domain userid_expires userid_flags userid_mark userid_name userid_p3p userid_path "
     "userid_service valid_referers js_import js_path js_set js_var perl_modules perl_require perl_set set_random"},
    {"the form of a log line, not whether or where it is written",
     "log_format log_subrequest open_log_file_cache rewrite_log"},
    {"a copy of the request whose answer nobody sees", "mirror mirror_request_body"},
    {"a delay or a message of the login, which is modelled", "auth_delay auth_basic_user_file"},
    {"it labels metrics", "status_zone zone_sync js_shared_dict_zone"},
});

constexpr auto in_main = std::to_array<Group>({
    {"how the process runs",
     "accept_mutex accept_mutex_delay daemon debug_connection debug_points env events lock_file master_process "
     "multi_accept pcre_jit pid timer_resolution use user "
     "worker_aio_requests worker_connections worker_cpu_affinity worker_priority worker_processes "
     "worker_rlimit_core worker_rlimit_nofile worker_shutdown_timeout working_directory"},
});

constexpr auto in_upstream = std::to_array<Group>({
    {"which member of the pool gets a request",
     "down ip_hash hash keepalive keepalive_requests keepalive_time keepalive_timeout least_conn least_time ntlm "
     "queue random resolver resolver_timeout route state sticky sticky_cookie_insert zone max_conns"},
});

}  // namespace

std::span<const Keyword<Config>> ignored_in_blocks() {
  static const auto rows = rows_of(in_blocks);
  return rows;
}

std::span<const Keyword<Config>> ignored_in_main() {
  static const auto rows = rows_of(in_main);
  return rows;
}

std::span<const Keyword<Config>> ignored_in_upstream() {
  static const auto rows = rows_of(in_upstream);
  return rows;
}

}  // namespace muster::grammars::nginx
